import type { Draft } from '../finding.ts';
import { asObject, show } from '../json.ts';
import { child, type Node } from '../node.ts';
import { at } from '../rules/rule.ts';
import { declaredConsumer } from './declared.ts';
import {
  backoffBase,
  type DeclaredConsumer,
  longestApart,
  maxReceives,
  poisonAge,
  receiveCount,
  retention,
  visibility,
} from './derive.ts';
import { seconds } from './duration.ts';

const durations = ['retryWindow', 'maxWait', 'ageObjective'] as const;

interface Range {
  readonly member: 'timeout' | 'concurrency' | 'batchSize' | 'batchingWindow' | 'maxWait';
  readonly least: number;
  readonly most: number;
  readonly unit: string;
  readonly source: string;
}

const ranges: readonly Range[] = [
  { member: 'timeout', least: 2, most: 900, unit: ' s', source: 'a batch needs a second, and Lambda ends at 900' },
  { member: 'concurrency', least: 2, most: 1000, unit: '', source: 'the range that an event source takes' },
  { member: 'batchSize', least: 1, most: 10, unit: '', source: 'SQS gives ten messages at once' },
  { member: 'batchingWindow', least: 0, most: 300, unit: ' s', source: 'the longest that an event source waits' },
  { member: 'maxWait', least: 2, most: 43_200, unit: ' s', source: 'SQS hides a message for at most 12 h' },
];

interface Law {
  readonly rule: string;
  readonly member: keyof DeclaredConsumer;
  readonly holds: (declared: DeclaredConsumer) => boolean;
  readonly broken: (declared: DeclaredConsumer) => string;
  readonly fix: string;
}

const laws: readonly Law[] = [
  {
    rule: 'retry-window',
    member: 'retryWindow',
    holds: (declared) => declared.retryWindow >= visibility(declared),
    broken: (declared) =>
      `expected a retryWindow of at least the visibility timeout of ${visibility(declared)} s (6 x timeout + batchingWindow), received ${declared.retryWindow} s`,
    fix: 'Lengthen it, or shorten the timeout: a message whose function crashed would have no second chance.',
  },
  {
    rule: 'retry-window',
    member: 'retryWindow',
    holds: isKept,
    broken: ({ retryWindow, maxWait }) =>
      `expected retryWindow and maxWait within the ${retention.queue} s that the queue keeps a message, received ${retryWindow} + ${maxWait} s`,
    fix: 'Shorten it: the queue would drop a message that is still being retried.',
  },
  {
    rule: 'receive-count',
    member: 'retryWindow',
    // A window that the queue cannot keep is a finding already.
    holds: (declared) => !isKept(declared) || receivesOf(declared) <= maxReceives,
    broken: (declared) =>
      `expected at most ${maxReceives} receives to fill the retryWindow, received ${receivesOf(declared)} (${declared.retryWindow} s at waits of at least ${declared.maxWait / 2} s)`,
    fix: 'Raise maxWait or shorten retryWindow.',
  },
  {
    rule: 'poison',
    member: 'retryWindow',
    // As above, and a count that SQS does not take says nothing of how long it lasts.
    holds: (declared) => !isKept(declared) || receivesOf(declared) > maxReceives || endsKept(declared),
    broken: (declared) =>
      `expected a message that crashes the consumer each time to end within the ${retention.queue} s that the queue keeps it, received ${poisonAgeOf(declared)} s (${receivesOf(declared)} receives, hidden for up to ${longestApart} x ${visibility(declared)} s after each)`,
    fix: 'Shorten timeout or retryWindow, or raise maxWait: the queue would drop it before it got to the dead-letter queue.',
  },
  {
    rule: 'age-objective',
    member: 'ageObjective',
    holds: ({ ageObjective, retryWindow }) => ageObjective > 0 && ageObjective < retryWindow,
    broken: ({ ageObjective, retryWindow }) =>
      `expected an ageObjective over 0 and under the retryWindow of ${retryWindow} s, received ${ageObjective} s`,
    fix: 'The alarm has to ring before messages are given up.',
  },
];

function isKept({ retryWindow, maxWait }: DeclaredConsumer): boolean {
  return retryWindow + maxWait <= retention.queue;
}

function receivesOf(declared: DeclaredConsumer): number {
  const { retryWindow, maxWait } = declared;
  return receiveCount(retryWindow, { base: backoffBase, cap: maxWait }, visibility(declared));
}

function poisonAgeOf(declared: DeclaredConsumer): number {
  return poisonAge(receivesOf(declared), visibility(declared));
}

function endsKept(declared: DeclaredConsumer): boolean {
  return poisonAgeOf(declared) < retention.queue;
}

/** The laws that a consumer's numbers break, once each is within its own range. */
export function lawsBrokenBy(declared: DeclaredConsumer): readonly Law[] {
  return laws.filter(({ holds }) => !holds(declared));
}

/** Numbers of a consumer that its queue, its function or its event source cannot have. */
export function* impossibleNumbers(name: string, node: Node): Iterable<Draft> {
  const unreadable = durations.filter((member) => {
    const said = asObject(node.value)[member];
    return said !== undefined && seconds(String(said)) === undefined;
  });
  for (const member of unreadable) {
    const place = child(node, member);
    const message = `${name}: expected ${member} as an ISO 8601 duration of days, hours, minutes and seconds, received ${show(place.value)}`;
    yield at('duration', place, message, 'Write it as in PT4H, PT90S or P1DT12H.');
  }
  const declared = declaredConsumer(node);
  const outside = ranges.filter(({ member, least, most }) => declared[member] < least || declared[member] > most);
  for (const { member, least, most, unit, source } of outside) {
    const message = `${name}: expected ${member} from ${least} to ${most}${unit}, received ${declared[member]}${unit}`;
    yield at('range', child(node, member), message, `Keep within it: ${source}.`);
  }
  // What follows from numbers that are wrong already says nothing new.
  if (unreadable.length + outside.length > 0) return;
  for (const { rule, member, broken, fix } of lawsBrokenBy(declared)) {
    yield at(rule, child(node, member), `${name}: ${broken(declared)}`, fix);
  }
}
