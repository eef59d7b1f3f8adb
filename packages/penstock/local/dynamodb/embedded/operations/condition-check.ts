import { type JsonObject, text } from '../../../json.ts';
import { conditionFailed, constraint, validation } from '../errors.ts';
import { holds } from '../expressions/condition.ts';
import { parseCondition } from '../expressions/condition-parser.ts';
import type { Scope } from '../expressions/scope.ts';
import type { Item } from '../values/attribute.ts';

const legacy = [
  'AttributesToGet',
  'AttributeUpdates',
  'ConditionalOperator',
  'Expected',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
];

/** @throws EngineError where the request has parameters from before there were expressions */
export function refuseLegacy(input: JsonObject): void {
  const found = legacy.filter((name) => input[name] !== undefined);
  if (found.length === 0) return;
  throw validation(`The embedded engine takes expressions alone, received ${found.join(', ')}. Write an expression.`);
}

/** Throws the failed condition of a write for the item before it, with that item where the request wants it. */
export type ConditionCheck = (before: Item | undefined) => void;

/** @throws EngineError where the condition is none */
export function readCondition(input: JsonObject, scope: Scope): ConditionCheck {
  const expression = text(input.ConditionExpression);
  if (expression === undefined) return () => {};
  const condition = parseCondition(expression, 'ConditionExpression', scope);
  const isReturned = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  return (before) => {
    if (!holds(condition, before ?? {})) throw conditionFailed(isReturned ? before : undefined);
  };
}

/** @throws EngineError where a request wants values back that its operation does not give */
export function readReturnValues(input: JsonObject, allowed: readonly string[]): string {
  const { ReturnValues: wanted = 'NONE' } = input;
  const all = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'];
  if (!all.includes(String(wanted))) {
    throw constraint(wanted, 'returnValues', `satisfy enum value set: [${all.join(', ')}]`);
  }
  if (!allowed.includes(String(wanted))) throw validation('ReturnValues can only be ALL_OLD or NONE');
  return String(wanted);
}
