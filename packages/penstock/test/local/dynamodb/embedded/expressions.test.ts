import { describe, expect, it } from '@jest/globals';
import { holds } from '../../../../local/dynamodb/embedded/expressions/condition.ts';
import { parseCondition } from '../../../../local/dynamodb/embedded/expressions/condition-parser.ts';
import { parseProjection, project } from '../../../../local/dynamodb/embedded/expressions/projection.ts';
import { readScope } from '../../../../local/dynamodb/embedded/expressions/scope.ts';
import { parseUpdate } from '../../../../local/dynamodb/embedded/expressions/update-parser.ts';
import { readItem } from '../../../../local/dynamodb/embedded/values/attribute.ts';

const values = {
  ':s': { S: 'x' },
  ':n': { N: '1' },
  ':m': { N: '-1' },
  ':b': { BOOL: true },
  ':l': { L: [{ S: 'x' }] },
  ':t': { S: 'T' },
};
const scope = (expression: string) =>
  readScope({
    ConditionExpression: expression,
    ...(expression.includes(':') ? { ExpressionAttributeValues: values } : {}),
    ...(expression.includes('#') ? { ExpressionAttributeNames: { '#a': 'a', '#c': 'c' } } : {}),
  });
const condition = (expression: string) => parseCondition(expression, 'ConditionExpression', scope(expression));

describe('a condition', () => {
  const item = readItem({
    a: { S: 'xyz' },
    n: { N: '1.0' },
    l: { L: [{ S: 'x' }, { M: { deep: { N: '5' } } }] },
    set: { SS: ['x', 'y'] },
    yes: { BOOL: true },
  });

  it.each([
    'a = :s OR n = :n',
    'NOT a = :s AND n = :n',
    'NOT (a = :s AND n = :n)',
    'n = :n OR a = :s AND a = :t',
    ':n = n',
    'n between :m and :n',
    'n IN (:s, :n)',
    '#a <> :s',
    'gone <> :s',
    'size(a) > :n',
    'begins_with(a, :s)',
    'contains(a, :s)',
    'contains(l, :s)',
    'contains(#a, :s)',
    'l[1].deep > :n',
    'attribute_exists(l[1].deep)',
    'attribute_not_exists(l[2])',
    'yes = :b',
    '( n = :n )and( n = :n )',
  ])('%s holds', (expression) => {
    expect(holds(condition(expression), item)).toBe(true);
  });

  it.each(['gone = :s', 'gone < :n', 'a < :n', 'NOT n = :n', 'size(n) > :m', 'contains(n, :n)', 'a[0] = :s'])(
    '%s does not hold',
    (expression) => {
      expect(holds(condition(expression), item)).toBe(false);
    },
  );

  it.each([
    ['a =', 'Syntax error; token: "<EOF>", near: "="'],
    ['a = :s $', 'Syntax error; token: "$", near: "$"'],
    ['a == :s', 'Syntax error; token: "=", near: "== :s"'],
    ['(a = :s', 'Syntax error; token: "<EOF>", near: ":s"'],
    ['a = :s b', 'Syntax error; token: "b", near: ":s b"'],
    ['a[x] = :s', 'Syntax error; token: "x", near: "[x]"'],
    ['((a = :s))', 'The expression has redundant parentheses;'],
    ['  ', 'The expression can not be empty;'],
    ['status = :s', 'Attribute name is a reserved keyword; reserved keyword: status'],
    ['#z = :s', 'An expression attribute name used in the document path is not defined; attribute name: #z'],
    ['a = :z', 'An expression attribute value used in expression is not defined; attribute value: :z'],
    ['foo(a)', 'Invalid function name; function: foo'],
    ['if_not_exists(a, :s)', 'The function is not allowed in a condition expression; function: if_not_exists'],
    ['size(a)', 'The function is not allowed to be used this way in an expression; function: size'],
    ['size(:n) > :n', 'Incorrect operand type for operator or function; operator or function: size, operand type: N'],
    [
      'begins_with(a)',
      'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    ],
    [
      'begins_with(a, :n)',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    ['attribute_exists(:s)', 'Operator or function requires a document path; operator or function: attribute_exists'],
    [
      'attribute_type(a, :s)',
      'Invalid attribute type name found; type: x, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    ],
    ['a < :b', 'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL'],
    [
      'a = a',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]',
    ],
    [
      'a BETWEEN :n AND :m',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {N:-1}',
    ],
    [
      'a BETWEEN :n AND :s',
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:x}',
    ],
  ])('fails for %j in the words of DynamoDB', (expression, problem) => {
    expect(() => condition(expression)).toThrow(`Invalid ConditionExpression: ${problem}`);
  });
});

describe('an update', () => {
  const update = (expression: string) => parseUpdate(expression, scope(expression));

  it.each([
    ['FOO a = :s', 'Syntax error; token: "FOO", near: "FOO a"'],
    ['SET a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['SET a = :s SET b = :s', 'The "SET" section can only be used once in an update expression;'],
    [
      'SET a = :s, a.b = :s',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    ],
    [
      'SET a[0] = :s, a.b = :s',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, [0]], path two: [a, b]',
    ],
    ['SET a = size(b)', 'The function is not allowed in an update expression; function: size'],
    ['SET a = foo(b)', 'Invalid function name; function: foo'],
    [
      'SET a = if_not_exists(a)',
      'Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1',
    ],
    [
      'SET a = if_not_exists(:s, :s)',
      'Operator or function requires a document path; operator or function: if_not_exists',
    ],
    [
      'SET a = a + :s',
      'Incorrect operand type for operator or function; operator or function: +, operand type: STRING',
    ],
    [
      'SET a = list_append(a, :s)',
      'Incorrect operand type for operator or function; operator or function: list_append, operand type: STRING',
    ],
    [
      'ADD a :s',
      'Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ],
    [
      'DELETE a :n',
      'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND',
    ],
    ['ADD a b', 'Syntax error; token: "b", near: "a b"'],
  ])('fails for %j in the words of DynamoDB', (expression, problem) => {
    expect(() => update(expression)).toThrow(`Invalid UpdateExpression: ${problem}`);
  });

  it('has sections in any order, in any case, and sums in parentheses', () => {
    const { set, remove, add } = update('remove b ADD n :n set a = (m + :n) , #c.d = if_not_exists(#c.d, :l)');

    expect([set.length, remove, add.map(({ path }) => path)]).toEqual([2, [['b']], [['n']]]);
  });
});

describe('a projection', () => {
  it('keeps of maps and lists what is asked for, in their order', () => {
    const expression = 'l[2], m.d, l[0], gone, m.gone';
    const item = readItem({
      l: { L: ['a', 'b', 'c'].map((S) => ({ S })) },
      m: { M: { d: { S: 'd' }, e: { S: 'e' } } },
      other: { S: 'x' },
    });

    expect(project(item, parseProjection(expression, scope(expression)))).toEqual({
      l: { L: [{ S: 'a' }, { S: 'c' }] },
      m: { M: { d: { S: 'd' } } },
    });
  });

  it('fails for paths that overlap', () => {
    expect(() => parseProjection('a, a[0]', scope('a'))).toThrow(
      'Invalid ProjectionExpression: Two document paths overlap with each other',
    );
  });
});
