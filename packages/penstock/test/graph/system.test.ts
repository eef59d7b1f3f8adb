import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { loadStage } from '../../constructs/stage/load.ts';
import { type System, systemOf } from '../../graph/system.ts';
import { parts } from '../../testkit/sample/app.ts';
import { stages } from '../../testkit/sample/stages.ts';
import { stacksOfStage } from '../../testkit/stacks.ts';

describe('the picture of a stage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-graph-'));
  const assembly = join(folder, 'out');
  let system: System;

  beforeAll(() => {
    const stage = { ...loadStage('dev', parts, { known: stages }), reserveConcurrency: true };
    stacksOfStage({ parts, stage, context: flags, folder });
    system = systemOf(assembly);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const titled = (title: string) => system.picture.parts.filter((part) => part.title === title);
  const links = () => {
    const titles = new Map(system.picture.parts.map(({ id, title }) => [id, title]));
    return system.picture.links.map(
      ({ from, to, lines }) => `${titles.get(from)} > ${titles.get(to)}: ${lines.join(', ')}`,
    );
  };

  it('is of the first region, with nothing that is not understood', () => {
    expect(system).toMatchObject({ stage: 'dev', region: 'eu-west-1', problems: [] });
  });

  it('has every kind of part with its limits', () => {
    expect(titled('POST /v1/parcels')).toMatchObject([
      { kind: 'route', lines: [expect.stringMatching(/^\d+\/s, burst \d+$/)] },
    ]);
    expect(titled('createParcel')).toMatchObject([
      { kind: 'function', lines: [expect.stringMatching(/^\d+ s, \d+ MB$/), expect.stringMatching(/at once$/)] },
    ]);
    expect(new Set(system.picture.parts.map(({ kind }) => kind))).toEqual(
      new Set(['route', 'function', 'table', 'queue', 'dead-letters', 'bus', 'rule']),
    );
  });

  it('joins GET and HEAD of a path', () => {
    expect(system.picture.parts.filter(({ kind, title }) => kind === 'route' && title.startsWith('HEAD'))).toEqual([]);
    expect(system.picture.parts.filter(({ title }) => title.startsWith('GET, HEAD ')).length).toBeGreaterThan(0);
  });

  it('shows how a call, an event and a failure go', () => {
    expect(links()).toEqual(
      expect.arrayContaining([
        'POST /v1/parcels > createParcel: 3 s',
        'createParcel > parcels: PutItem',
        'parcels > relayParcels: stream, batches of 100, up to 6 h old',
        'relayParcels > relay-failures: gave up',
        'relayParcels > parcels-dev: PutEvents',
        'parcels-dev > printLabel: ',
        'printLabel > labels: 185 retries in 24 h',
        'printLabel > undelivered: not delivered',
        'labels > printLabel: batches of 5, 20 at once',
        'labels > labels-dlq: after 249 receives',
        'printLabel > parcels: UpdateItem',
      ]),
    );
  });

  it('refuses a region that the stage is not in', () => {
    expect(() => systemOf(assembly, 'us-east-1')).toThrow('received us-east-1\n    expected eu-west-1');
  });
});
