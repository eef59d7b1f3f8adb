import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Draft } from '../finding.ts';
import { asArray, asObject, type JsonObject, show } from '../json.ts';
import { child, items, members, type Node } from '../node.ts';
import { nameForm, takenNames } from '../rules/operation-id.ts';
import { at } from '../rules/rule.ts';
import { fromSchemaErrors } from '../schema-errors.ts';
import { consumersSchema } from './consumers-schema.ts';
import { matches } from './derive.ts';
import { impossibleNumbers } from './number-rules.ts';
import { isDeadLetterQueue, stageQueues } from './queue-names.ts';

const validate = new Ajv2020({ allErrors: true, verbose: true }).compile(consumersSchema);

const queueForm = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * What is wrong with a consumers.yaml, given the event types there are and the names of functions that are taken (by
 * what they name).
 */
export function checkConsumers(
  root: JsonObject,
  types: readonly string[],
  taken: Readonly<Record<string, string>> = {},
): readonly Draft[] {
  // The rules read members whose shape this proves.
  if (!validate(root)) return fromSchemaErrors('consumers', '', validate.errors ?? []);
  const all = members(child({ value: root, pointer: '' }, 'consumers'));
  return [
    ...all.flatMap(([name, node]) => [...badName(name, node, { ...takenNames, ...taken })]),
    ...queues(all),
    ...all.flatMap(([name, node]) => [...unknownTypes(name, node, types), ...impossibleNumbers(name, node)]),
  ];
}

function* badName(name: string, node: Node, taken: Readonly<Record<string, string>>): Iterable<Draft> {
  if (!nameForm.test(name)) {
    const message = `expected a consumer's name in camelCase, 2 to 40 letters and digits, received ${show(name)}`;
    yield at('consumer-name', node, message, 'Name what the consumer does, as in printLabel.');
    return;
  }
  const holder = Object.entries(taken).find(([other]) => other.toLowerCase() === name.toLowerCase());
  if (holder === undefined) return;
  const message = `expected a free name, received "${name}", which is ${holder[1]}`;
  yield at('consumer-name', node, message, 'Rename the consumer.');
}

function* queues(all: readonly (readonly [string, Node])[]): Iterable<Draft> {
  const owners = new Map<string, string>(Object.values(stageQueues).map((queue) => [queue, 'the platform']));
  for (const [name, node] of all) {
    const place = child(node, 'queue');
    const queue = String(place.value);
    const owner = owners.get(queue);
    if (!queueForm.test(queue) || queue.length > 40 || isDeadLetterQueue(queue)) {
      const message = `${name}: expected a queue in kebab-case of at most 40 characters, not ending in -dlq, received ${show(queue)}`;
      yield at('queue', place, message, 'Name what waits there, as in labels.');
    } else if (owner !== undefined) {
      const message = `${name}: expected a queue of its own, received "${queue}", which is ${owner}'s`;
      yield at(
        'queue',
        place,
        message,
        'Rename the queue: consumers of one queue would take messages from each other.',
      );
    }
    owners.set(queue, owner ?? name);
  }
}

function* unknownTypes(name: string, node: Node, types: readonly string[]): Iterable<Draft> {
  const known = `one of ${types.join(', ')}`;
  const patterns = items(child(node, 'events'));
  for (const pattern of patterns) {
    if (types.some((type) => matches(String(pattern.value), type))) continue;
    const message = `${name}: expected an event type that exists, received ${show(pattern.value)}`;
    yield at('consumer-events', pattern, message, `Write ${known}, or a prefix of it and .*`);
  }
  yield* covered(name, patterns);
  for (const message of items(child(node, 'messages')).filter(({ value }) => !types.includes(String(value)))) {
    const text = `${name}: expected a message type that exists, received ${show(message.value)}`;
    yield at('consumer-events', message, text, `Write ${known}.`);
  }
  if (asArray(asObject(node.value).messages).length + patterns.length === 0) {
    const message = `${name}: expected an event or a message to consume, received none`;
    yield at('consumer-events', child(node, 'events'), message, 'Add an event type, or remove the consumer.');
  }
}

function* covered(name: string, patterns: readonly Node[]): Iterable<Draft> {
  for (const pattern of patterns) {
    const wider = patterns.find((other) => other !== pattern && matches(String(other.value), String(pattern.value)));
    if (wider === undefined) continue;
    const message = `${name}: expected each event once, received ${show(pattern.value)} beside ${show(wider.value)}`;
    yield at('consumer-events', pattern, message, 'Remove it: the other one takes it already.');
  }
}
