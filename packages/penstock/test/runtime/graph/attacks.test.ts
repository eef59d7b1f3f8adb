import { describe, expect, it } from '@jest/globals';
import { type DocumentNode, Kind, parse, specifiedRules, visit } from 'graphql';
import { defaultLimits } from '../../../runtime/graph/safety/limits.ts';
import { parseDocument } from '../../../runtime/graph/safety/parse-document.ts';
import { shapesOf } from '../../../runtime/graph/safety/shape.ts';
import { attacksOn, parcelsTarget, plainQuery } from '../../../testkit/graph/attacks.ts';
import { parcelsSchema } from '../../../testkit/graph/schema.ts';
import { admission } from './admission.ts';

const options = { schema: parcelsSchema, limits: defaultLimits, introspection: false, trusted: {}, only: false };
const attacks = attacksOn(parcelsTarget);
const admit = admission(options);

describe('each attack is refused, by its own limit', () => {
  it.each(attacks)('$name: $refused', ({ body, refused }) => {
    const admitted = admit(body);
    expect(admitted.outcome === 'refused' ? admitted.refusal.code : admitted.outcome).toBe(refused);
  });

  it('and what a client asks for is not', () => {
    expect(admit(plainQuery)).toMatchObject({ outcome: 'admitted', costing: { cost: 404 } });
  });

  it('says nothing of what the schema has', () => {
    const probing = attacks.find(({ name }) => name === 'probing for suggestions');
    const admitted = admit(probing?.body);
    const told = admitted.outcome === 'invalid' ? admitted.errors.map(({ message }) => message) : [];
    expect(told.length).toBeGreaterThan(0);
    expect(told.join()).not.toContain('Did you mean');
  });
});

/** Steps until a body is refused or may run: nodes read, selections looked at, and nodes that each rule of graphql visits. */
function stepsFor(body: unknown): number {
  const { query } = Object(body);
  if (typeof query !== 'string') return 1;
  const parsed = parseDocument(query, defaultLimits);
  if (parsed.outcome === 'refused') return parsed.refusal.code === 'token-limit' ? defaultLimits.tokens : 1;
  if (parsed.outcome === 'malformed') return Math.min(query.length, defaultLimits.tokens);
  const { document } = parsed;
  const read = nodesOf(document) + shapesOf(document).visited;
  const admitted = admit(body);
  const beforeValidation = admitted.outcome === 'refused' && !afterValidation.has(admitted.refusal.code);
  return beforeValidation ? read : read + nodesOf(document) * specifiedRules.length;
}

const afterValidation: ReadonlySet<string> = new Set(['list-size-limit', 'slicing-argument-required', 'cost-limit']);

function nodesOf(document: DocumentNode): number {
  let nodes = 0;
  visit(document, { enter: () => void nodes++ });
  return nodes;
}

describe('refusing takes', () => {
  it.each(attacks)('fewer steps than admitting ten plain queries: $name', ({ body }) => {
    expect(stepsFor(body)).toBeLessThan(10 * stepsFor(plainQuery));
  });

  it.each(attacks)('no step more than the document has selections: $name', ({ body }) => {
    const parsed = parseDocument(String(Object(body).query), defaultLimits);
    if (parsed.outcome !== 'parsed') return;
    let selections = 0;
    const count = () => void selections++;
    visit(parsed.document, { [Kind.FIELD]: count, [Kind.INLINE_FRAGMENT]: count, [Kind.FRAGMENT_SPREAD]: count });
    expect(shapesOf(parsed.document).visited).toBe(selections);
  });
});

describe('a request', () => {
  const trusting = admission({ ...options, trusted: { abc: '{ depots { code } }' }, only: true });

  it.each([
    ['by a hash', { documentId: 'abc' }, 'POST', { outcome: 'admitted', trusted: true, costing: { cost: 402 } }],
    ['by a hash with GET', { documentId: 'abc' }, 'GET', { outcome: 'admitted', trusted: true }],
    [
      'of a document that is not trusted',
      { query: '{ depots { code } }' },
      'POST',
      { outcome: 'document-not-trusted' },
    ],
    ['of no document', {}, 'POST', { outcome: 'no-document' }],
    ['that is no object', null, 'POST', { outcome: 'no-document' }],
    ['of another hash', { documentId: 'abd' }, 'POST', { outcome: 'document-unknown' }],
  ] as const)('%s', (_what, body, method, expected) => {
    expect(trusting(body, method)).toMatchObject(expected);
  });

  it('with GET runs no document of its own', () => {
    expect(admit({ query: '{ depots { code } }' }, 'GET')).toEqual({ outcome: 'get-refused' });
    expect(admit({ query: '{ depots { code } }' })).toMatchObject({ outcome: 'admitted', trusted: false });
  });

  it.each([
    ['variables that are missing', { ...plainQuery, variables: undefined }, /"\$first".*non-null/],
    ['variables that are not what they should be', { ...plainQuery, variables: { first: 'x' } }, /first/],
    ['an operation that is not there', { ...plainQuery, operationName: 'Other' }, /no operation "Other"/],
  ])('with %s is invalid', (_what, body, message) => {
    expect(admit(body)).toMatchObject({ outcome: 'invalid', errors: [{ message: expect.stringMatching(message) }] });
  });

  it('is read as the document that it is, whatever was read before', () => {
    expect(parse(plainQuery.query).definitions).toHaveLength(1);
    expect(admit({ ...plainQuery, operationName: 'Page' })).toMatchObject({ outcome: 'admitted' });
    expect(admit({ ...plainQuery, variables: { first: 101 } })).toMatchObject({ refusal: { code: 'list-size-limit' } });
  });
});
