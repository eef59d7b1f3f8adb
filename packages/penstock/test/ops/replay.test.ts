import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Command, readCommandLine } from '../../ops/command-line.ts';
import { type ReplayOptions, replay } from '../../ops/replay/replay.ts';
import { chooseRules } from '../../ops/replay/rules.ts';
import { labelled, type OpsStage, recorded, registered, startStage } from './support.ts';

let stage: OpsStage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const yes = { dryRun: false, yes: true };
const lastHour = () => ({ from: new Date(Date.now() - 3_600_000), to: new Date() });

/** Replays go by whole seconds: an event of this second is not over yet. */
const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1_100));

describe('replay', () => {
  it('sends the events of a time again to every rule', async () => {
    await stage.publish(registered('par_1'), labelled('par_1'));
    await aSecond();
    const console = recorded();
    await replay(stage, { ...lastHour(), ...yes }, console, new Date());
    expect(console.lines[0]).toMatch(
      /^Events from \S+Z to \S+Z again, to printLabel, fanOutWebhooks, stage local\. The archive holds 2 in all\.$/,
    );
    expect(console.lines.at(-1)).toMatch(/: completed, 100%$/);
    expect(await stage.bodies('labels')).toEqual([registered('par_1'), registered('par_1')]);
    expect(await stage.bodies('webhook-delivery')).toHaveLength(4);
  });

  it('sends a type only to rules that take nothing else, and names the others', async () => {
    await stage.publish(registered('par_1'), labelled('par_1'));
    await aSecond();
    const console = recorded();
    await replay(stage, { ...lastHour(), type: 'parcels.parcel.registered.v1', ...yes }, console, new Date());
    expect(console.lines[1]).toBe(
      'Not to fanOutWebhooks, which takes other types too: --rule replays all that it takes.',
    );
    expect(await stage.bodies('labels')).toHaveLength(2);
    expect(await stage.bodies('webhook-delivery')).toHaveLength(2);
  });

  it('changes nothing on a dry run', async () => {
    await stage.publish(registered('par_1'));
    await aSecond();
    const console = recorded();
    await replay(stage, { ...lastHour(), dryRun: true, yes: false }, console, new Date());
    expect(console.lines.at(-1)).toBe('Dry run: nothing was changed.');
    expect(await stage.bodies('labels')).toHaveLength(1);
  });

  it('reaches back exactly as far as the archive keeps', async () => {
    const reading = readCommandLine(['replay', '--from', '14d'], new Date('2026-11-22T13:00:00Z'));
    const console = recorded();
    if (reading.kind === 'help') throw new Error('It is not understood.');
    const { from, to } = reading.command as Command & ReplayOptions;
    await replay(stage, { from, to, dryRun: true, yes: false }, console, new Date('2026-11-22T13:00:00Z'));
    expect(console.lines.at(-1)).toBe('Dry run: nothing was changed.');
  });

  it.each([
    ['2026-11-22T12:51:00Z', true],
    ['2026-11-22T12:50:00Z', false],
  ])('says for events until %s that some may not be in the archive yet: %p', async (to, said) => {
    const times = { from: new Date('2026-11-22T12:00:00Z'), to: new Date(to) };
    const console = recorded();
    await replay(stage, { ...times, dryRun: true, yes: false }, console, new Date('2026-11-22T13:00:00Z'));
    expect(console.lines.some((line) => line.includes('may not be in the archive yet'))).toBe(said);
  });

  it.each([
    [
      'ends before it begins',
      { from: '2026-11-22T12:00:00Z', to: '2026-11-22T11:00:00Z' },
      '--from must be before --to',
    ],
    ['is in the future', { from: '2026-11-22T12:00:00Z', to: '2026-11-23T12:00:00Z' }, 'nothing has happened yet then'],
    [
      'is longer ago than the archive keeps',
      { from: '2026-11-01T12:00:00Z', to: '2026-11-22T11:00:00Z' },
      'the archive keeps 14 days',
    ],
  ])('fails for a time that %s', async (_, { from, to }, message) => {
    const times = { from: new Date(from), to: new Date(to) };
    const now = new Date('2026-11-22T13:00:00Z');
    await expect(replay(stage, { ...times, ...yes }, recorded(), now)).rejects.toThrow(message);
  });
});

describe('the rules of a replay', () => {
  const rules = [
    { name: 'printLabel', arn: 'a', types: ['parcels.parcel.registered.v1'] },
    { name: 'fanOutWebhooks', arn: 'b', types: [{ prefix: 'parcels.parcel.' }] },
  ];

  it.each([
    [{}, ['printLabel', 'fanOutWebhooks'], []],
    [{ type: 'parcels.parcel.*' }, ['printLabel', 'fanOutWebhooks'], []],
    [{ type: 'parcels.parcel.registered.v1' }, ['printLabel'], ['fanOutWebhooks']],
    [{ type: 'parcels.parcel.registered.*' }, ['printLabel'], ['fanOutWebhooks']],
    [{ rule: 'fanOutWebhooks' }, ['fanOutWebhooks'], []],
  ])('for %j are %j, without %j', (asked, chosen, leftOut) => {
    const choice = chooseRules(rules, asked);
    expect(choice.rules.map(({ name }) => name)).toEqual(chosen);
    expect(choice.leftOut.map(({ name }) => name)).toEqual(leftOut);
  });

  it('fails for a type that every rule takes among others', () => {
    expect(() => chooseRules(rules, { type: 'parcels.parcel.labelled.v1' })).toThrow(
      'No rule takes parcels.parcel.labelled.v1 alone, and a replay cannot be cut to a type: --rule fanOutWebhooks',
    );
  });

  it('fails for a type or a rule that is not there, with those there are', () => {
    const there = 'There are: printLabel (parcels.parcel.registered.v1); fanOutWebhooks (parcels.parcel.*).';
    expect(() => chooseRules(rules, { type: 'invoices.*' })).toThrow(there);
    expect(() => chooseRules(rules, { rule: 'refund' })).toThrow(there);
  });
});
