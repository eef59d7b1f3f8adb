import { declaresStream } from '../event-stream.ts';
import type { Draft } from '../finding.ts';
import { asObject, type JsonObject } from '../json.ts';
import { child, type Node } from '../node.ts';
import type { Outline, OutlinedOperation } from '../outline.ts';
import { maxStreamTimeout, maxTimeout, streamTimeoutChain, timeoutChain } from '../timeouts.ts';
import { at, type Rule } from './rule.ts';

const members = ['throttle.rate', 'throttle.burst', 'timeout', 'slo.availability', 'slo.p99', 'concurrency'];

export interface Promised {
  /** A number of the merged policy by its dotted name; undefined when absent or no number. */
  readonly number: (name: string) => number | undefined;
  readonly streams: boolean;
  /** Where that number is written: on the operation, or at the root. */
  readonly place: (name: string) => Node;
}

/** Every operation has a whole policy after defaults, and its numbers can be kept together. */
export const policy: Rule = function* (outline) {
  const everywhere = missingEverywhere(outline);
  yield* noDefaults(outline, everywhere);
  for (const operation of outline.operations) {
    const options = { told: everywhere, streams: declaresStream(operation) };
    yield* checkPolicy(operation.label, operation.policy, placeOf(outline, operation), options);
  }
};

/** Where the numbers of a whole policy cannot be kept together. */
export function* brokenPromises(label: string, promised: Promised): Iterable<Draft> {
  for (const law of laws) yield* law(label, promised);
}

/** What no operation has at all: that is one mistake, at the root. */
function missingEverywhere({ operations }: Outline): readonly string[] {
  if (operations.length < 2) return [];
  return members.filter((name) => operations.every((operation) => read(operation.policy, name) === undefined));
}

const usual =
  '{ throttle: { rate: 100, burst: 200 }, timeout: 3, slo: { availability: 99.9, p99: 500 }, concurrency: 50 }';

function* noDefaults({ root, operations }: Outline, names: readonly string[]): Iterable<Draft> {
  if (names.length === 0) return;
  const message = `expected defaults of all ${operations.length} operations for ${names.join(', ')}, received none`;
  const place = child({ value: root, pointer: '' }, 'x-penstock');
  yield at('policy', place, message, `Write at the root, with your own numbers: \`x-penstock: ${usual}\`.`);
}

interface PolicyOptions {
  /** What is said to be missing elsewhere. */
  readonly told?: readonly string[];
  readonly streams?: boolean;
}

/**
 * What is missing in a policy after defaults, and which of its numbers can't be kept together.
 *
 * @param place where a number is written, by its dotted name; where it should be, for the empty one
 */
export function* checkPolicy(
  label: string,
  merged: JsonObject,
  place: Promised['place'],
  { told = [], streams = false }: PolicyOptions = {},
): Iterable<Draft> {
  const absent = members.filter((name) => !told.includes(name) && read(merged, name) === undefined);
  for (const name of absent) {
    const message = `${label}: expected ${name}, of its own or by default, received nothing`;
    yield at('policy', place(''), message, `Set ${name} in x-penstock, of the operation or of the root.`);
  }
  const number = (name: string) => {
    const value = read(merged, name);
    return typeof value === 'number' ? value : undefined;
  };
  yield* brokenPromises(label, { number, place, streams });
}

type Law = (label: string, promised: Promised) => Iterable<Draft>;

const laws: readonly Law[] = [
  function* streamTimeouts(_, { number, place, streams }) {
    const timeout = number('timeout');
    if (!streams || timeout === undefined || timeout <= maxStreamTimeout) return;
    const message = `expected a timeout of at most ${maxStreamTimeout} s of a stream, received ${timeout}: a function ends after 900 s`;
    yield at('timeout', place('timeout'), message, 'Lower it: a client that comes again goes on where it was.');
  },
  function* timeouts(_, { number, place, streams }) {
    const timeout = number('timeout');
    if (streams || timeout === undefined || timeout <= maxTimeout) return;
    const message = `expected a timeout of at most ${maxTimeout} s, received ${timeout}: the gateway gives up after 29 s`;
    yield at('timeout', place('timeout'), message, 'Lower it, or answer 202 and work on after the answer.');
  },
  function* slo(label, { number, place, streams }) {
    const [timeout, p99] = [number('timeout'), number('slo.p99')];
    if (timeout === undefined || p99 === undefined) return;
    const { deadline } = streams ? streamTimeoutChain(timeout) : timeoutChain(timeout);
    if (p99 < deadline) return;
    const message = `${label}: expected slo.p99 below the deadline of ${deadline} ms (timeout ${timeout} s), received ${p99}`;
    yield at('slo', place('slo.p99'), message, 'Lower p99 or raise the timeout.');
  },
  function* throttle(label, { number, place }) {
    const [rate, burst] = [number('throttle.rate'), number('throttle.burst')];
    if (rate === undefined || burst === undefined || burst >= rate) return;
    const message = `${label}: expected a burst of at least the rate (${rate}), received ${burst}: the rate is never reached`;
    yield at('throttle', place('throttle.burst'), message, `Raise burst to ${Math.ceil(rate)} or lower the rate.`);
  },
  // Little's law: what is in work at once is what arrives a second times how long it takes.
  // A stream lasts to its end also where its client has gone: nothing tells its function.
  function* bulkhead(label, { number, place, streams }) {
    const [rate, concurrency, timeout] = [number('throttle.rate'), number('concurrency'), number('timeout')];
    const p99 = streams && timeout !== undefined ? timeout * 1000 : number('slo.p99');
    if (rate === undefined || p99 === undefined || concurrency === undefined) return;
    const atOnce = Math.ceil((rate * p99) / 1000);
    if (atOnce <= concurrency) return;
    const message = `${label}: expected concurrency of at least ${atOnce} (${rate}/s for ${p99} ms each), received ${concurrency}`;
    yield at(
      'concurrency',
      place('concurrency'),
      message,
      streams ? 'Raise concurrency, or lower the rate or the timeout.' : 'Raise concurrency, or lower the rate or p99.',
    );
  },
];

function placeOf({ root }: Outline, { node }: OutlinedOperation): Promised['place'] {
  const own = child(node, 'x-penstock');
  const defaults = child({ value: root, pointer: '' }, 'x-penstock');
  return (name) => {
    if (name === '') return own.value === undefined ? node : own;
    const keys = name.split('.');
    const found = child(own, ...keys);
    return found.value === undefined ? child(defaults, ...keys) : found;
  };
}

export function read(policy: unknown, name: string): unknown {
  return name.split('.').reduce<unknown>((value, key) => asObject(value)[key], policy);
}
