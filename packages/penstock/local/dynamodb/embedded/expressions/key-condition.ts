import { validation } from '../errors.ts';
import { type KeySchema, keyNames } from '../tables/definition.ts';
import type { AttributeValue } from '../values/attribute.ts';
import { type Comparator, type Condition, parseCondition } from './condition-parser.ts';
import type { Operand } from './operands.ts';
import type { Scope } from './scope.ts';

/** What a query asks of the sort key. */
export type SortCondition =
  | { readonly by: Exclude<Comparator, '<>'> | 'begins-with'; readonly value: AttributeValue }
  | { readonly by: 'between'; readonly low: AttributeValue; readonly high: AttributeValue };

export interface KeyCondition {
  readonly partition: AttributeValue;
  readonly sort?: SortCondition;
}

const parameter = 'KeyConditionExpression';

/** @throws EngineError in the words of DynamoDB where the expression is no condition on these keys */
export function parseKeyCondition(expression: string, scope: Scope, keys: KeySchema): KeyCondition {
  const parts = partsOf(parseCondition(expression, parameter, scope)).map(readPart);
  if (parts.length > 2) throw validation('Conditions can be of length 1 or 2 only');
  if (new Set(parts.map(({ attribute }) => attribute)).size < parts.length) {
    throw validation(`${parameter}s must only contain one condition per key`);
  }
  const find = (name: string | undefined) => parts.find(({ attribute }) => attribute === name)?.condition;
  const partition = find(keys.partition.name);
  const sort = find(keys.sort?.name);
  if (partition === undefined) throw validation(`Query condition missed key schema element: ${keys.partition.name}`);
  if (parts.length > 1 && sort === undefined) {
    const missed = keys.sort?.name;
    throw missed === undefined
      ? validation('Query key condition not supported')
      : validation(`Query condition missed key schema element: ${missed}`);
  }
  if (partition.by !== '=') throw validation('Query key condition not supported');
  return { partition: partition.value, ...(sort === undefined ? {} : { sort }) };
}

/** The attributes that a condition looks at, of those of a key: a filter may look at none. */
export function keyAttributeIn(condition: Condition, keys: KeySchema): string | undefined {
  const names = keyNames(keys);
  return attributesOf(condition).find((name) => names.includes(name));
}

interface Part {
  readonly attribute: string;
  readonly condition: SortCondition;
}

function partsOf(condition: Condition): readonly Condition[] {
  if (condition.kind === 'group') return partsOf(condition.of);
  return condition.kind === 'and' ? [...partsOf(condition.left), ...partsOf(condition.right)] : [condition];
}

const flipped = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function readPart(part: Condition): Part {
  if (part.kind === 'compare') {
    const { by, left, right } = part;
    if (by === '<>') throw unsupported('<>');
    if (left.kind === 'value')
      return { attribute: attributeIn(right), condition: { by: flipped[by], value: left.value } };
    return { attribute: attributeIn(left), condition: { by, value: literalIn(right) } };
  }
  if (part.kind === 'between') {
    const condition = { by: 'between', low: literalIn(part.low), high: literalIn(part.high) } as const;
    return { attribute: attributeIn(part.operand), condition };
  }
  if (part.kind === 'begins-with') {
    return { attribute: attributeIn(part.operand), condition: { by: 'begins-with', value: literalIn(part.other) } };
  }
  throw unsupported(operatorNames[part.kind] ?? part.kind);
}

const operatorNames: Readonly<Record<string, string>> = {
  or: 'OR',
  not: 'NOT',
  in: 'IN',
  exists: 'attribute_exists',
  type: 'attribute_type',
};

function attributeIn(operand: Operand): string {
  if (operand.kind !== 'path') {
    throw validation(`Invalid ${parameter}: The expression has to compare a key attribute to a value`);
  }
  const [name, ...steps] = operand.path;
  if (steps.length > 0) throw validation(`${parameter}s cannot have conditions on nested attributes`);
  return name;
}

function literalIn(operand: Operand): AttributeValue {
  if (operand.kind === 'value') return operand.value;
  throw validation(`Invalid ${parameter}: No value is compared to the key attribute`);
}

function unsupported(operator: string) {
  return validation(`Invalid operator used in ${parameter}: ${operator}`);
}

function attributesOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...attributesOf(condition.left), ...attributesOf(condition.right)];
    case 'not':
    case 'group':
      return attributesOf(condition.of);
    case 'compare':
      return namesIn([condition.left, condition.right]);
    case 'between':
      return namesIn([condition.operand, condition.low, condition.high]);
    case 'in':
      return namesIn([condition.operand, ...condition.among]);
    case 'exists':
    case 'type':
      return namesIn([condition.path]);
    default:
      return namesIn([condition.operand, condition.other]);
  }
}

function namesIn(operands: readonly Operand[]): readonly string[] {
  return operands.flatMap((operand) => {
    if (operand.kind === 'size') return namesIn([operand.of]);
    return operand.kind === 'path' ? [operand.path[0]] : [];
  });
}
