import { type JsonObject, object, text } from '../../json.ts';
import { tokens } from './expression.ts';
import type { CheckedTable, KeySchema } from './schema.ts';

/** Values of a query's conditions and of its starting key that DynamoDB refuses and the engine lets pass. */
export function queryProblem(input: JsonObject, table: CheckedTable): string | undefined {
  const keys = table.keys.get(text(input.IndexName) ?? '');
  if (keys === undefined) return undefined;
  const conditions = keyConditions(input);
  return (
    conditions.map(({ attribute, value }) => valueProblem(attribute, value, keys)).find(isFound) ??
    startKeyProblem(object(input.ExclusiveStartKey), keys, conditions)
  );
}

interface KeyCondition {
  readonly attribute: string;
  readonly value: JsonObject;
}

/** Each value of a key condition with the attribute that it is compared to, on either side of it. */
function keyConditions(input: JsonObject): readonly KeyCondition[] {
  const names = object(input.ExpressionAttributeNames);
  const values = object(input.ExpressionAttributeValues);
  const found: KeyCondition[] = [];
  for (const part of conjuncts(tokens(text(input.KeyConditionExpression) ?? ''))) {
    const path = part.find((token, index) => /^[#\w]/.test(token) && part[index + 1] !== '(' && !isBetween(token));
    const attribute = path?.startsWith('#') ? text(names[path]) : path;
    if (attribute === undefined) continue;
    const operands = part.filter((token) => token.startsWith(':'));
    found.push(...operands.map((name) => ({ attribute, value: object(values[name]) })));
  }
  return found;
}

/** The parts between ANDs; the AND of a BETWEEN stays in its part. */
function conjuncts(all: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  let between = false;
  for (const token of all) {
    const isAnd = token.toUpperCase() === 'AND';
    if (isAnd && !between) parts.push([]);
    else if (!isAnd) parts.at(-1)?.push(token);
    if (isAnd) between = false;
    if (isBetween(token)) between = true;
  }
  return parts;
}

function isBetween(token: string): boolean {
  return token.toUpperCase() === 'BETWEEN';
}

function valueProblem(attribute: string, value: JsonObject, { types }: KeySchema): string | undefined {
  const [type] = Object.keys(value);
  const expected = types.get(attribute);
  if (type === undefined || expected === undefined) return undefined;
  if (type !== expected) {
    return 'One or more parameter values were invalid: Condition parameter type does not match schema type';
  }
  return value[type] === '' ? emptyKey(attribute, type) : undefined;
}

function emptyKey(attribute: string, type: string): string {
  const what = type === 'B' ? 'binary' : 'string';
  return `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${what} value. Key: ${attribute}`;
}

function startKeyProblem(
  start: JsonObject,
  { hash, types }: KeySchema,
  conditions: readonly KeyCondition[],
): string | undefined {
  for (const [attribute, value] of Object.entries(start)) {
    const type = types.get(attribute);
    if (type !== undefined && object(value)[type] === '') {
      return `The provided starting key is invalid: ${emptyKey(attribute, type)}`;
    }
  }
  const wanted = conditions.find(({ attribute }) => attribute === hash)?.value;
  const given = start[hash];
  if (wanted === undefined || given === undefined || isSame(wanted, object(given))) return undefined;
  return 'The provided starting key is outside query boundaries based on provided conditions';
}

/** Numbers are the same whatever their spelling. */
function isSame(a: JsonObject, b: JsonObject): boolean {
  if (a.N !== undefined && b.N !== undefined) return Number(a.N) === Number(b.N);
  return JSON.stringify(a) === JSON.stringify(b);
}

function isFound(problem: string | undefined): problem is string {
  return problem !== undefined;
}
