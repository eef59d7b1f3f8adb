import { describe, expect, it } from '@jest/globals';
import { UserError } from '../../cli/user-error.ts';
import { explained, explainedOrLocal } from '../../ops/aws-errors.ts';
import { readCommandLine } from '../../ops/command-line.ts';
import { ageOf, momentOf } from '../../ops/time.ts';

const now = new Date('2026-11-22T12:00:00Z');
const read = (line: string) => readCommandLine(line.split(' '), now);

describe('the command line of events', () => {
  it.each([
    ['dlq list', { name: 'dlq list' }, { stage: 'dev' }],
    ['dlq list --local', { name: 'dlq list' }, { stage: 'local', localPort: 3000 }],
    ['dlq list --local --port 4000 --stage load', { name: 'dlq list' }, { stage: 'load', localPort: 4000 }],
    ['dlq list --stage prod --region eu-west-2', { name: 'dlq list' }, { stage: 'prod', region: 'eu-west-2' }],
    ['dlq show labels --max 3', { name: 'dlq show', queue: 'labels', max: 3, json: false }, { stage: 'dev' }],
    [
      'dlq redrive labels --filter parcels.* --rate 5 --yes',
      { name: 'dlq redrive', queue: 'labels', filter: 'parcels.*', rate: 5, yes: true, dryRun: false },
      { stage: 'dev' },
    ],
    [
      'dlq drop labels --reason invalid --dry-run',
      { name: 'dlq drop', queue: 'labels', reason: 'invalid', yes: false, dryRun: true },
      { stage: 'dev' },
    ],
    ['dlq drop labels --all --yes', { name: 'dlq drop', queue: 'labels', yes: true, dryRun: false }, { stage: 'dev' }],
    ['undeliverable --local', { name: 'undeliverable', max: 10, json: false }, { stage: 'local', localPort: 3000 }],
    ['undeliverable --max 2 --json', { name: 'undeliverable', max: 2, json: true }, { stage: 'dev' }],
    [
      'replay --from 2h --dry-run',
      { name: 'replay', from: new Date('2026-11-22T10:00:00Z'), to: now, yes: false, dryRun: true },
      { stage: 'dev' },
    ],
  ])('reads %s', (line, command, target) => {
    expect(read(line)).toEqual({ kind: 'run', command, target });
  });

  it.each(['', 'help', '--help', 'dlq list --help', 'dlq --help', 'replay -h'])('answers %j with help', (line) => {
    expect(readCommandLine(line === '' ? [] : line.split(' '), now)).toMatchObject({ kind: 'help' });
  });

  it.each([
    ['dlq', 'There is no command "dlq"'],
    ['dlq burn labels', 'There is no command "dlq burn"'],
    ['dlq lst', 'There is no command "dlq lst". Did you mean dlq list?'],
    ['dlq list --regoin eu-west-1', 'There is no option --regoin; did you mean --region?'],
    ['dlq drop labels', 'dlq drop takes a choice (--filter, --reason, --id), or --all for every message.'],
    ['dlq drop labels --all --id 1', 'dlq drop takes --all or a choice (--filter, --reason, --id), not both.'],
    ['dlq redrive labels --all', 'dlq redrive: There is no option --all.'],
    ['dlq show', 'dlq show takes the name of a queue'],
    ['dlq show labels webhooks', '"webhooks" is one word too many'],
    ['dlq show labels --max 0', '--max is a whole number from 1 to 1000, received "0"'],
    ['dlq show labels --rate 1', 'dlq show: There is no option --rate.'],
    ['dlq redrive labels --rate 501', '--rate is a whole number from 1 to 500, received "501"'],
    ['dlq list --port 3000', '--port is of a local cloud: add --local'],
    ['dlq list --local --region eu-west-1', '--region is of AWS'],
    ['dlq list --stage Prod', '--stage is the name of a stage'],
    ['dlq list --region eu', '--region is the name of an AWS region, such as eu-west-1; received "eu".'],
    ['undeliverable labels', '"labels" is one word too many'],
    ['undeliverable --max 0', '--max is a whole number from 1 to 1000, received "0"'],
    ['replay', 'replay takes --from'],
    ['replay --from yesterday', '--from is a time with its zone'],
    ['replay --from 2026-11-22T10:00:00', 'received "2026-11-22T10:00:00"'],
    ['replay --from 2026-02-30', 'received "2026-02-30"'],
    ['replay --from 2h --type a --rule b', '--type or --rule, not both'],
  ])('fails on %s: %s', (line, message) => {
    expect(() => read(line)).toThrow(UserError);
    expect(() => read(line)).toThrow(message);
  });

  it('says in one line that an option takes a value', () => {
    expect(() => read('dlq redrive labels --filter --yes')).toThrow(
      'dlq redrive: --filter takes a value; one that begins with a dash is given as --filter=VALUE. npm run events -- help shows what there is.',
    );
  });

  it.each(['us-gov-west-1', 'eusc-de-east-1', 'us-isob-east-1'])('takes %s for a region', (region) => {
    expect(read(`dlq list --region ${region}`)).toMatchObject({ target: { region } });
  });
});

describe('times', () => {
  it.each([
    ['2026-11-22', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T10:00Z', '2026-11-22T10:00:00.000Z'],
    ['2026-11-22T01:00:00+02:00', '2026-11-21T23:00:00.000Z'],
    ['90m', '2026-11-22T10:30:00.000Z'],
    ['3d', '2026-11-19T12:00:00.000Z'],
    ['now', '2026-11-22T12:00:00.000Z'],
  ])('%s is %s', (value, moment) => {
    expect(momentOf('--from', value, now).toISOString()).toBe(moment);
  });

  it.each([
    [400, '0 s'],
    [59_000, '59 s'],
    [125_000, '2 min'],
    [3 * 3_600_000 + 20 * 60_000, '3 h 20 min'],
    [53 * 3_600_000, '2 d 5 h'],
  ])('%d ms are %s', (milliseconds, age) => {
    expect(ageOf(milliseconds)).toBe(age);
  });
});

describe('errors of AWS', () => {
  const named = (name: string, message = '', extra = {}) => Object.assign(new Error(message), { name }, extra);

  it.each([
    [named('CredentialsProviderError'), 'No AWS credentials were found.'],
    [named('Error', 'Region is missing'), 'No AWS region is set.'],
    [named('Error', 'Region not accepted: region="a b" is none.'), 'region="a b" is none. Name one such as eu-west-1'],
    [named('AccessDenied', 'no way', { $metadata: {} }), 'AWS refuses: AccessDenied: no way'],
    [named('Error', 'getaddrinfo', { code: 'ENOTFOUND' }), 'AWS cannot be reached: ENOTFOUND.'],
    [
      named('Error', 'connect ECONNREFUSED 127.0.0.1:4566', { code: 'ECONNREFUSED', $metadata: { attempts: 3 } }),
      'AWS cannot be reached: ECONNREFUSED at 127.0.0.1:4566.',
    ],
  ])('%s are said in words for the person at the keyboard', (error, message) => {
    expect(explained(error)).toBeInstanceOf(UserError);
    expect(String(explained(error))).toContain(message);
  });

  it('names the endpoint that was to answer in the place of AWS', () => {
    const before = process.env.AWS_ENDPOINT_URL;
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:4566';
    try {
      const refused = named('Error', '', { code: 'ECONNREFUSED', $metadata: {} });
      expect(String(explained(refused))).toContain(
        "Nothing answers in AWS's place: ECONNREFUSED. AWS_ENDPOINT_URL is http://127.0.0.1:4566: start",
      );
    } finally {
      if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
      else process.env.AWS_ENDPOINT_URL = before;
    }
  });

  it('leaves a bug what it is', () => {
    const bug = new TypeError('undefined is not a function');
    expect(explained(bug)).toBe(bug);
    expect(explainedOrLocal(bug)).toBe(bug);
  });

  it('says that there is a local cloud too, where there are no credentials', () => {
    const missing = Object.assign(new Error('none'), { name: 'CredentialsProviderError' });

    expect(String(explainedOrLocal(missing))).toMatch(/aws sso login\. For the local cloud add --local\.$/);
    expect(String(explained(missing))).toMatch(/aws sso login\.$/);
  });
});
