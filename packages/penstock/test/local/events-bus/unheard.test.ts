import { describe, expect, it } from '@jest/globals';
import { compilePattern } from '../../../contract/events/pattern.ts';
import { createBuses } from '../../../local/events-bus/bus.ts';
import type { BusDefinition, BusEvent, RuleDefinition } from '../../../local/events-bus/definition.ts';
import { unheardReason } from '../../../local/events-bus/unheard.ts';
import type { Hop } from '../../../local/hops.ts';
import { hopPrinter } from '../../../local/log-printer.ts';

const event: BusEvent = {
  version: '0',
  id: 'e1',
  'detail-type': 'things.thing.made.v1',
  source: 'acme.thing',
  account: '000000000000',
  time: '2026-11-22T12:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: { id: 'thing-1' },
};
const ruleWith = (name: string, pattern: unknown): RuleDefinition => ({
  name,
  arn: `arn:aws:events:eu-west-1:000000000000:rule/things/${name}`,
  pattern: JSON.stringify(pattern),
  matches: compilePattern(pattern, () => {}),
  targets: [],
});
const busWith = (...rules: readonly RuleDefinition[]): BusDefinition => ({
  name: 'things',
  arn: 'arn:aws:events:eu-west-1:000000000000:event-bus/things',
  region: 'eu-west-1',
  rules,
  archives: [],
});
const store = ruleWith('store', { source: ['acme.things'], 'detail-type': [{ prefix: 'things.' }] });
const ship = ruleWith('ship', {
  source: ['acme.thing', 'acme.parts'],
  'detail-type': ['things.thing.made.v1'],
  detail: { id: ['t'] },
});

describe('an event that reaches nobody', () => {
  it('is told what it has and what the rules that want its type ask for', () => {
    expect(unheardReason(busWith(store, ship), event)).toBe(
      'no rule matches: received source "acme.thing", expected source "acme.things" (rule store) or detail {"id":["t"]} (rule ship). Publish it as the rule expects (EVENT_SOURCE, penstock. and the name of the context), or change the rule\'s EventPattern.',
    );
  });

  it.each([
    ['a rule matches it', busWith(store, ruleWith('all', { source: ['acme.thing'] }))],
    ['no rule wants its type', busWith(ruleWith('other', { source: ['acme.things'], 'detail-type': ['other.v1'] }))],
    ['no rule names a type', busWith(ruleWith('any', { source: ['acme.things'] }))],
    ['there is no rule', busWith()],
  ])('is no matter where %s', (_case, bus) => {
    expect(unheardReason(bus, event)).toBeUndefined();
  });

  const hopsOf = async (bus: BusDefinition, ...events: readonly BusEvent[]) => {
    const hops: Hop[] = [];
    const buses = createBuses([bus], undefined as never, (hop) => hops.push(hop));
    for (const one of events) await buses.put(bus, one);
    await buses.close();
    return hops;
  };

  it('is printed once for its type without being asked for, on one line', async () => {
    const lines: string[] = [];
    const second = { ...event, id: 'e2', detail: { id: 'thing-2' } };

    const hops = await hopsOf(busWith(store), event, second, { ...event, 'detail-type': 'things.thing.lost.v1' });
    const print = hopPrinter(false, (line) => lines.push(line));
    for (const hop of hops) print(hop);

    expect(lines.map((line) => line.replace(/^\S+ /, ''))).toEqual([
      expect.stringMatching(
        /^bus things > no rule: things\.thing\.made\.v1 thing-1: no rule matches: .* Printed once\.$/,
      ),
      expect.stringMatching(
        /^bus things > no rule: things\.thing\.lost\.v1 thing-1: no rule matches: .* Printed once\.$/,
      ),
    ]);
  });

  it('is printed each time where hops are asked for', async () => {
    const lines: string[] = [];
    const print = hopPrinter(true, (line) => lines.push(line));

    for (const hop of await hopsOf(busWith(store), event, event)) print(hop);

    expect(lines).toHaveLength(2);
  });

  it('is not printed unasked where nobody wants it', async () => {
    const lines: string[] = [];
    const print = hopPrinter(false, (line) => lines.push(line));

    for (const hop of await hopsOf(busWith(), event)) print(hop);

    expect(lines).toEqual([]);
  });
});
