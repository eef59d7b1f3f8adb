import { Ajv2020 } from 'ajv/dist/2020.js';
import { corsSchema, operationPolicySchema, plansSchema, rootPolicySchema } from '../extension-schema.ts';
import type { Draft } from '../finding.ts';
import { child, members, type Node } from '../node.ts';
import { fromSchemaErrors } from '../schema-errors.ts';
import { at, type Rule } from './rule.ts';

const ajv = new Ajv2020({ allErrors: true, verbose: true });
const rootPolicy = ajv.compile(rootPolicySchema);
const operationPolicy = ajv.compile(operationPolicySchema);
const cors = ajv.compile(corsSchema);
const plans = ajv.compile(plansSchema);

/** `x-penstock`, `x-penstock-plans` and `x-penstock-cors` fit their schemas and stand where they are read. */
export const extension: Rule = function* ({ root, operations }) {
  const document: Node = { value: root, pointer: '' };
  yield* checked(rootPolicy, child(document, 'x-penstock'));
  yield* checked(plans, child(document, 'x-penstock-plans'));
  yield* checked(cors, child(document, 'x-penstock-cors'));
  yield* strays(document, ['x-penstock', 'x-penstock-plans', 'x-penstock-cors']);
  for (const [, item] of members(child(document, 'paths'))) yield* strays(item, []);
  for (const { node } of operations) {
    yield* checked(operationPolicy, child(node, 'x-penstock'));
    yield* strays(node, ['x-penstock']);
  }
};

function checked(validate: typeof plans, node: Node): readonly Draft[] {
  if (node.value === undefined || validate(node.value)) return [];
  return fromSchemaErrors('extension', node.pointer, validate.errors ?? []);
}

function* strays(node: Node, known: readonly string[]): Iterable<Draft> {
  for (const [name, member] of members(node)) {
    if (!name.startsWith('x-penstock') || known.includes(name)) continue;
    const message = `expected ${known.join(' or ') || 'no x-penstock'} here, received "${name}", which nothing reads`;
    yield at('extension', member, message, 'Move it to the root or to an operation, or correct its name.');
  }
}
