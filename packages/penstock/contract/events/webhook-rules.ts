import type { Draft } from '../finding.ts';
import { asObject, type JsonObject, show } from '../json.ts';
import { child, items, members, type Node } from '../node.ts';
import { at } from '../rules/rule.ts';
import { matches } from './derive.ts';

/** A consumer that says `webhooks: true` sends what the contract declares under `webhooks`, each event by its type, and nothing else. */
export function* undeclaredWebhooks(root: JsonObject, types: readonly string[], api: JsonObject): Iterable<Draft> {
  const all = members(child({ value: root, pointer: '' }, 'consumers')).filter(([, { value }]) => sends(value));
  const declared = Object.keys(asObject(api.webhooks));
  for (const [name, node] of all) yield* undeclared(name, node, { types, declared });
  const [first] = all;
  if (first === undefined) return;
  const sent = all.flatMap(([, node]) => typesOf(node, types));
  for (const webhook of declared.filter((one) => !sent.includes(one))) {
    const message = `${first[0]}: expected to send each webhook of the contract, received no event for ${show(webhook)}`;
    const fix = 'Add its event type to events, or take the webhook out of the contract.';
    yield at('webhooks', child(first[1], 'events'), message, fix);
  }
}

const sends = (consumer: unknown): boolean => asObject(consumer).webhooks === true;

const typesOf = (consumer: Node, types: readonly string[]): readonly string[] =>
  items(child(consumer, 'events')).flatMap(({ value }) => types.filter((type) => matches(String(value), type)));

interface Known {
  readonly types: readonly string[];
  readonly declared: readonly string[];
}

function* undeclared(name: string, node: Node, { types, declared }: Known): Iterable<Draft> {
  for (const type of typesOf(node, types).filter((one) => !declared.includes(one))) {
    const message = `${name}: expected events that the contract declares as webhooks, received ${show(type)}, which it does not`;
    const fix = `Declare it under \`webhooks\` of the contract, by the name ${type}, or take it out of events.`;
    yield at('webhooks', child(node, 'events'), message, fix);
  }
}
