import type { Draft } from '../finding.ts';
import { asObject, show, textOf } from '../json.ts';
import { child, type Node } from '../node.ts';
import type { OutlinedOperation } from '../outline.ts';
import { at, type Rule } from './rule.ts';

const safe = new Set(['get', 'head', 'delete']);

/** Every POST says whether it is idempotent, and what is so by key takes the key. */
export const idempotency: Rule = function* ({ operations }) {
  for (const operation of operations) yield* declared(operation);
};

function* declared({ node, method, label, parameters }: OutlinedOperation): Iterable<Draft> {
  const policy = child(node, 'x-penstock');
  const { value } = child(policy, 'idempotency');
  const place = policy.value === undefined ? node : policy;
  const key = parameters.find(isKey);
  if (method === 'post' && value === undefined) {
    const message = `${label}: expected idempotency (required or none) on a POST, received nothing`;
    yield at('idempotency', place, message, 'Write `idempotency: required` in its x-penstock.');
  } else if (value === 'required' && safe.has(method)) {
    const message = `${label}: expected no idempotency key on ${method.toUpperCase()}, received "required"`;
    yield at('idempotency', child(policy, 'idempotency'), message, 'Remove it: the method is idempotent by itself.');
  } else if (value === 'required' && asObject(key?.value).required !== true) {
    const received = key === undefined ? 'no such parameter' : 'an optional one';
    const message = `${label}: expected the header parameter Idempotency-Key, required, received ${received}`;
    yield at('idempotency', key ?? place, message, 'Declare Idempotency-Key in: header, required: true.');
  } else if (value !== 'required' && key !== undefined) {
    yield at('idempotency', place, unread(label, value), 'Write `idempotency: required`, or remove the parameter.');
  }
}

function isKey({ value }: Node): boolean {
  const { name, in: place } = asObject(value);
  return place === 'header' && textOf(name).toLowerCase() === 'idempotency-key';
}

function unread(label: string, value: unknown): string {
  return `${label}: expected \`idempotency: required\` where Idempotency-Key is taken, received ${show(value)}`;
}
