import { asObject } from '../contract/json.ts';
import { child, members, type Node, resolve } from '../contract/node.ts';
import { type Found, found, type Reached, removed } from './change.ts';
import { compareSchemas } from './schema/compare.ts';
import type { Roots } from './schema/pair.ts';
import { type Operations, pairs } from './versions.ts';

/** Path items of what the API sends, by the name that a message gives them. */
type Sent = ReadonlyMap<string, Node>;

/** The webhooks that subscribers get. */
export function compareWebhooks(roots: Roots): readonly Reached[] {
  const webhooks = (root: Roots['base']): Sent =>
    new Map(
      members(child({ value: root, pointer: '' }, 'webhooks')).map(([name, node]) => [
        `webhook ${name}`,
        resolve(root, node),
      ]),
    );
  return compareSent(roots, webhooks(roots.base), webhooks(roots.head));
}

/** What an operation sends to the addresses that its requests name. */
export function compareCallbacks({ roots, before, after }: Operations): readonly Found[] {
  const callbacks = (root: Roots['base'], operation: Node): Sent =>
    new Map(
      members(child(operation, 'callbacks')).flatMap(([name, node]) =>
        members(resolve(root, node)).map(
          ([address, item]) => [`callback ${name} to ${address}`, resolve(root, item)] as const,
        ),
      ),
    );
  const sent = compareSent(roots, callbacks(roots.base, before.node), callbacks(roots.head, after.node));
  return sent.map(([, change]) => change);
}

function compareSent(roots: Roots, was: Sent, is: Sent): readonly Reached[] {
  return [
    ...[...was]
      .filter(([name]) => !is.has(name))
      .map(([name, node]): Reached => [name, removed('webhook-removed', `${name} is gone`, node)]),
    ...[...is].flatMap(([name, node]): readonly Reached[] => {
      const other = was.get(name);
      if (other === undefined) return [[name, found('webhook-added', `${name} is new`, node)]];
      return compareItems(roots, name, other, node).map((change) => [name, change] as const);
    }),
  ];
}

/** A method that went is a webhook that went: who takes one by POST takes nothing else. */
function compareItems(roots: Roots, name: string, before: Node, after: Node): readonly Found[] {
  const lost = members(before).filter(([method, node]) => isCall(node) && child(after, method).value === undefined);
  return [
    ...lost.map(([method, node]) => removed('webhook-removed', `${name} comes by ${method} no more`, node)),
    ...pairs(before, after).flatMap(([, was, is]) => comparePayloads(roots, name, was, is)),
  ];
}

const isCall = ({ value }: Node): boolean => asObject(value).responses !== undefined;

function comparePayloads(roots: Roots, name: string, before: Node, after: Node): readonly Found[] {
  const contentOf = (root: Roots['base'], node: Node) => child(resolve(root, child(node, 'requestBody')), 'content');
  const [was, is] = [contentOf(roots.base, before), contentOf(roots.head, after)];
  const gone = members(was).filter(([type]) => child(is, type).value === undefined);
  return [
    ...gone.map(([type, node]) => removed('webhook-removed', `${name} comes as ${type} no more`, node)),
    ...pairs(was, is).flatMap(([, base, head]) =>
      compareSchemas({
        roots,
        direction: 'event',
        name: 'data',
        base: [child(base, 'schema')],
        head: [child(head, 'schema')],
        seen: new Set(),
      }),
    ),
  ];
}
