import { isObject, type JsonObject, text } from '../../../json.ts';
import { validation } from '../errors.ts';
import { type AttributeValue, readValue } from '../values/attribute.ts';

/** What the placeholders of a request's expressions stand for. */
export interface Scope {
  name(placeholder: string): string | undefined;
  value(placeholder: string): AttributeValue | undefined;
}

const parameters = [
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
  'ProjectionExpression',
  'UpdateExpression',
];

/** @throws EngineError where names or values are given without an expression, or are none */
export function readScope(input: JsonObject): Scope {
  const names = placeholders(input, 'ExpressionAttributeNames', /^#\w+$/);
  const values = placeholders(input, 'ExpressionAttributeValues', /^:\w+$/);
  const read = new Map<string, AttributeValue>();
  for (const placeholder in values) {
    try {
      read.set(placeholder, readValue(values[placeholder]));
    } catch (error) {
      throw validation(
        `ExpressionAttributeValues contains invalid value: ${Object(error).message} for key ${placeholder}`,
      );
    }
  }
  return { name: (placeholder) => text(names[placeholder]), value: (placeholder) => read.get(placeholder) };
}

function placeholders(input: JsonObject, parameter: string, form: RegExp): JsonObject {
  const given = input[parameter];
  if (given === undefined || given === null) return {};
  if (!parameters.some((name) => typeof input[name] === 'string')) {
    throw validation(`${parameter} can only be specified when using expressions`);
  }
  const found = isObject(given) ? given : {};
  const keys = Object.keys(found);
  if (keys.length === 0) throw validation(`${parameter} must not be empty`);
  const wrong = keys.find((key) => !form.test(key));
  if (wrong !== undefined) throw validation(`${parameter} contains invalid key: Syntax error; key: "${wrong}"`);
  return found;
}
