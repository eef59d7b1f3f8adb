import { describe, expect, it } from '@jest/globals';
import { stageNamed } from '../../deploy/stage-named.ts';
import { stages } from '../../testkit/sample/stages.ts';

const endpoint = 'http://127.0.0.1:4566';

describe('the stage that is deployed', () => {
  it.each(['dev', 'prod'] as const)('is %s, to AWS', (stage) => {
    expect(stageNamed(stages, { stage, endpoint: undefined })).toBe(stages[stage]);
    expect(stageNamed(stages, { stage, endpoint: 'https://sts.vpce-1.eu-west-1.vpce.amazonaws.com' })).toBe(
      stages[stage],
    );
  });

  it.each([endpoint, 'http://localhost:4566/', 'http://[::1]:4566'])('is a local one, to a local cloud at %s', (at) => {
    expect(stageNamed(stages, { stage: 'local', endpoint: at })).toBe(stages.local);
  });

  it.each([
    ['none', undefined, undefined, 'deployed to AWS.\n    received nothing\n    expected one of dev, prod'],
    ['one that there is not', 'nope', undefined, 'received "nope"'],
    ['one of every object', 'constructor', undefined, 'received "constructor"'],
    ['a local one to AWS', 'local', undefined, 'expected one of dev, prod'],
    [
      'another one to a local cloud',
      'dev',
      endpoint,
      'to the local cloud of AWS_ENDPOINT_URL.\n    received "dev"\n    expected one of local',
    ],
    [
      'a local one to a host that only begins like loopback',
      'local',
      'http://127.0.0.1.acme.dev',
      'expected one of dev, prod',
    ],
  ])('fails for %s', (_what, stage, at, message) => {
    expect(() => stageNamed(stages, { stage, endpoint: at })).toThrow(message);
  });

  it('fails for a region that it has not', () => {
    expect(stageNamed(stages, { stage: 'prod', region: 'eu-west-2', endpoint: undefined })).toBe(stages.prod);
    expect(() => stageNamed(stages, { stage: 'prod', region: 'us-east-1', endpoint: undefined })).toThrow(
      'received "us-east-1"\n    expected one of eu-west-1, eu-west-2, eu-central-1',
    );
  });
});
