import { isObject, type JsonObject, list, object, text } from '../../json.ts';

const parameters = [
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
  'ProjectionExpression',
  'UpdateExpression',
];

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const mostOperators = 300;
const mostOperands = 100;

/** The members of a request that have expressions of their own: the request, or each part of a batch or transaction. */
export function expressionScopes(operation: string, input: JsonObject): readonly JsonObject[] {
  if (operation.startsWith('Transact')) {
    return list(input.TransactItems).flatMap((item) => Object.values(object(item)).filter(isObject));
  }
  return operation === 'BatchGetItem' ? Object.values(object(input.RequestItems)).filter(isObject) : [input];
}

export function tokens(expression: string): readonly string[] {
  return expression.match(/[#:]?\w+|<=|>=|<>|[-=<>+(),.[\]]/g) ?? [];
}

const sections = new Set(['SET', 'REMOVE', 'ADD', 'DELETE']);

/** The attributes that an update changes, as its expression names them: first in a section, or after a comma of it. */
export function updatedPaths(found: readonly string[]): readonly string[] {
  let depth = 0;
  return found.filter((token, index) => {
    if (token === '(') depth++;
    if (token === ')') depth--;
    const before = found[index - 1] ?? '';
    return /^[#\w]/.test(token) && (sections.has(before.toUpperCase()) || (before === ',' && depth === 0));
  });
}

/** What the expressions of a scope break, of what the engine lets pass. */
export function expressionProblem(scope: JsonObject): string | undefined {
  const expressions = parameters.flatMap((parameter) => {
    const expression = text(scope[parameter]);
    return expression === undefined ? [] : [{ parameter, found: tokens(expression) }];
  });
  if (expressions.length === 0) return undefined;
  const used = new Set(expressions.flatMap(({ found }) => found));
  return (
    expressions.map(({ parameter, found }) => tooMany(parameter, found)).find((problem) => problem !== undefined) ??
    unused('ExpressionAttributeNames', scope, used) ??
    unused('ExpressionAttributeValues', scope, used)
  );
}

function unused(parameter: string, scope: JsonObject, used: ReadonlySet<string>): string | undefined {
  const idle = Object.keys(object(scope[parameter])).filter((name) => !used.has(name));
  return idle.length === 0
    ? undefined
    : `Value provided in ${parameter} unused in expressions: keys: {${idle.join(', ')}}`;
}

const words = new Set(['AND', 'OR', 'NOT', 'IN', 'BETWEEN']);
const comparators = new Set(['=', '<>', '<', '<=', '>', '>=']);
const arithmetic = new Set(['+', '-']);

function tooMany(parameter: string, found: readonly string[]): string | undefined {
  const isUpdate = parameter === 'UpdateExpression';
  const operators = found.filter((token, index) => {
    if (found[index + 1] === '(' && /^\w/.test(token) && !words.has(token.toUpperCase())) return true;
    return isUpdate ? arithmetic.has(token) : comparators.has(token) || words.has(token.toUpperCase());
  }).length;
  // The AND of a BETWEEN belongs to it.
  const count = isUpdate ? operators : operators - found.filter((token) => token.toUpperCase() === 'BETWEEN').length;
  if (count > mostOperators) {
    return `Invalid ${parameter}: The expression contains too many operators; operator count: ${count}`;
  }
  const most = Math.max(0, ...operandCounts(found));
  if (most <= mostOperands) return undefined;
  return `Invalid ${parameter}: The IN operator is provided with too many operands; number of operands: ${most}`;
}

/** Of each IN, the operands between its parentheses. */
function operandCounts(found: readonly string[]): readonly number[] {
  return found.flatMap((token, index) => {
    if (token.toUpperCase() !== 'IN' || found[index + 1] !== '(') return [];
    const end = found.indexOf(')', index);
    return [found.slice(index + 2, end).filter((part) => part === ',').length + 1];
  });
}
