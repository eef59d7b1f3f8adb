import { Ajv2020 } from 'ajv/dist/2020.js';
import { deprecationSchema } from '../deprecation.ts';
import type { Draft } from '../finding.ts';
import { asObject, show, textOf } from '../json.ts';
import { child, type Node } from '../node.ts';
import type { Outline, OutlinedOperation } from '../outline.ts';
import { fromSchemaErrors } from '../schema-errors.ts';
import { at, type Rule } from './rule.ts';
import { isDate } from './sunset.ts';

const fits = new Ajv2020({ allErrors: true, verbose: true }).compile(deprecationSchema);

/** What `x-deprecation` says of a deprecated operation can be told to its callers, and is true. */
export const deprecation: Rule = function* (outline) {
  for (const operation of outline.operations) {
    const node = child(operation.node, 'x-deprecation');
    if (node.value === undefined) continue;
    if (!fits(node.value)) yield* fromSchemaErrors('deprecation', node.pointer, fits.errors ?? []);
    yield* ofOne(operation, node, outline);
  }
};

function* ofOne({ label, node: operation }: OutlinedOperation, node: Node, outline: Outline): Iterable<Draft> {
  const { deprecated, 'x-sunset': sunset } = asObject(operation.value);
  const { since, successor, link } = asObject(node.value);
  if (deprecated !== true) {
    const message = `${label}: expected x-deprecation on what is deprecated only`;
    yield at('deprecation', node, message, 'Add `deprecated: true` and x-sunset, or remove x-deprecation.');
  }
  if (typeof since === 'string') yield* dates(label, child(node, 'since'), sunset);
  if (typeof successor === 'string') yield* successors(label, child(node, 'successor'), outline);
  if (typeof link === 'string' && !isPage(link)) {
    const message = `${label}: expected an address that begins with https://, received ${show(link)}`;
    yield at(
      'deprecation',
      child(node, 'link'),
      message,
      'Write where people read what to do, with the whole address.',
    );
  }
}

/** A sunset is not before the deprecation (RFC 9745, 4). */
function* dates(label: string, since: Node, sunset: unknown): Iterable<Draft> {
  if (!isDate(since.value)) {
    const message = `${label}: expected a date of the calendar as YYYY-MM-DD, received ${show(since.value)}`;
    yield at('deprecation', since, message, 'Write the day it is deprecated from, as in 2026-12-01.');
  } else if (isDate(sunset) && textOf(since.value) > textOf(sunset)) {
    const message = `${label}: expected a day that is not after x-sunset (${textOf(sunset)}), received ${textOf(since.value)}`;
    yield at('deprecation', since, message, 'Deprecate it earlier, or put the sunset off (RFC 9745, 4).');
  }
}

function* successors(label: string, node: Node, { operations }: Outline): Iterable<Draft> {
  const named = operations.find((one) => asObject(one.node.value).operationId === node.value);
  if (named === undefined) {
    const message = `${label}: expected the operationId of another operation, received ${show(node.value)}`;
    yield at('deprecation', node, message, 'Write the operation that takes its place, or remove successor.');
  } else if (named.label === label) {
    yield at(
      'deprecation',
      node,
      `${label}: expected another operation, received itself`,
      'Write the one that takes its place.',
    );
  }
}

/** What a Link header holds between `<` and `>` (RFC 8288, 3). */
const isPage = (link: string): boolean => /^https:\/\/[!#-;=?-~]+$/.test(link) && URL.canParse(link);
