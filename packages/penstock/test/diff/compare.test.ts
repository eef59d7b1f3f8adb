import { describe, expect, test } from '@jest/globals';
import { compareContracts } from '../../diff/compare.ts';
import { type RuleName, ruleOf, rules } from '../../diff/rules.ts';
import { readSide } from '../../diff/side.ts';
import { contractFile } from '../../testkit/sample/contract.ts';
import { breaks, harmless, risks, unseen } from './cases.ts';
import { changesOf, type Edit, editedSample, put, rulesOf, today } from './changed.ts';
import { graphCases, serviceCases } from './text-cases.ts';

const of = (edits: readonly Edit[], before?: readonly Edit[]) =>
  before === undefined ? changesOf(edits) : changesOf(before, edits);

const compared = (before: readonly Edit[], after: readonly Edit[]) =>
  compareContracts({ base: editedSample(before), head: editedSample(after) }, today);

describe('a change that breaks', () => {
  test.each(breaks)('%s: %s', (...[, rule, edits, before]) => {
    expect(rulesOf(of(edits, before), 'breaking')).toContain(rule);
  });

  test('there are at least 60', () => expect(breaks.length).toBeGreaterThanOrEqual(60));
});

describe('a change that may break some', () => {
  test.each(risks)('%s: %s', (...[, rule, edits, before]) => {
    const changes = of(edits, before);
    expect(rulesOf(changes, 'breaking')).toEqual([]);
    expect(rulesOf(changes, 'risky')).toContain(rule);
  });
});

describe('a change that breaks nobody', () => {
  test.each(harmless)('%s: %s', (...[, rule, edits, before]) => {
    const changes = of(edits, before);
    expect(changes.filter(({ level }) => level !== 'safe')).toEqual([]);
    expect(rulesOf(changes, 'safe')).toContain(rule);
  });

  test('there are at least 30', () => expect(harmless.length).toBeGreaterThanOrEqual(30));
});

describe('what is written otherwise and means the same', () => {
  test.each(unseen)('%s', (...[, edits, before]) => {
    expect(of(edits, before)).toEqual([]);
  });
});

test('a contract has not changed against itself', () => {
  const { root } = readSide(contractFile);
  expect(compareContracts({ base: root, head: root }, today)).toEqual([]);
});

test('a bound that is narrowed is widened by the change back', () => {
  const bounded = breaks.filter(([, , edits, before = []]) =>
    compared(before, [...before, ...edits]).some(({ message }) => / (min|max|exclusive)\w+ \S+ became /.test(message)),
  );
  expect(bounded.length).toBeGreaterThan(10);
  for (const [name, , edits, before = []] of bounded) {
    const back = rulesOf(compared([...before, ...edits], before), 'safe');
    expect({ name, back }).toEqual({ name, back: [expect.stringMatching(/-(narrowed|widened)$/)] });
  }
});

test('a shared schema is one change, which says what it reaches', () => {
  const changes = changesOf([put('/components/schemas/Item/properties/quantity/maximum', 9)]);
  const [narrowed, ...more] = changes.filter(({ rule }) => rule === 'request-narrowed');
  expect(more).toEqual([]);
  expect(narrowed).toMatchObject({
    reaches: ['createParcel', 'updateParcel'],
    pointer: '/components/schemas/Item/properties/quantity',
    message: 'body/items/*/quantity: maximum 10000 became 9',
  });
});

test('a schema that holds itself is compared once', () => {
  const tree = {
    type: 'object',
    properties: { inner: { $ref: '#/components/schemas/Tree' }, name: { type: 'string' } },
  };
  const use = put('/paths/~1health/get/responses/200/content/application~1json/schema', {
    $ref: '#/components/schemas/Tree',
  });
  const changes = changesOf(
    [put('/components/schemas/Tree', tree), use],
    [put('/components/schemas/Tree/properties/name/type', ['string', 'null'])],
  );
  expect(changes.map(({ rule }) => rule)).toEqual(['response-widened']);
});

test('every rule is seen in a case, and has a fix unless it is safe', () => {
  const seen = new Set([...breaks, ...risks, ...harmless, ...graphCases, ...serviceCases].map(([, rule]) => rule));
  const elsewhere: readonly RuleName[] = [
    'response-body-added',
    'response-schema-changed',
    'event-narrowed',
    'event-value-added',
    'event-pattern-changed',
    'event-schema-changed',
    'event-property-removed',
    'event-property-required',
  ];
  expect(Object.keys(rules).filter((rule) => !seen.has(rule as RuleName))).toEqual(elsewhere);
  for (const name of Object.keys(rules) as RuleName[]) {
    expect({ name, fix: ruleOf(name).fix === undefined }).toEqual({ name, fix: ruleOf(name).level === 'safe' });
  }
});
