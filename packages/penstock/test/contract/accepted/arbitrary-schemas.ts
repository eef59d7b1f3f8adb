import { createHash } from 'node:crypto';
import fc from 'fast-check';

/** A schema with a value of a request and one of an answer that fit it. */
export interface Sample {
  readonly schema: object;
  readonly asked: unknown;
  readonly answered: unknown;
  /** The components that it refers to, by name. */
  readonly components: Readonly<Record<string, object>>;
}

const sampleOf = (schema: object, value: unknown): Sample => ({
  schema,
  asked: value,
  answered: value,
  components: {},
});

const leaf: fc.Arbitrary<Sample> = fc.oneof(
  fc.string({ maxLength: 8 }).map((value) => sampleOf({ type: 'string', maxLength: 8 }, value)),
  fc.integer({ min: -5, max: 99 }).map((value) => sampleOf({ type: 'integer', minimum: -5, maximum: 99 }, value)),
  fc.integer({ min: 0, max: 9999 }).map((cents) => {
    return sampleOf({ type: 'number', multipleOf: 0.01, minimum: 0, maximum: 100 }, cents / 100);
  }),
  fc.boolean().map((value) => sampleOf({ type: 'boolean' }, value)),
  fc.constantFrom('a', "it's", '*/', '', 7, null, true).map((value) => sampleOf({ const: value }, value)),
  fc.constantFrom('b', '"q"', 1, null).map((value) => sampleOf({ enum: [value, 'other', 2] }, value)),
  fc.constantFrom(null, 'x', 3).map((value) => {
    return sampleOf({ type: ['string', 'integer', 'null'], maxLength: 3, minimum: 0, maximum: 9 }, value);
  }),
  fc.constant(sampleOf({ type: 'string', maxLength: 40, format: 'date-time' }, '2027-01-01T00:00:00Z')),
  fc.constant(sampleOf({ type: 'string', maxLength: 20, format: 'x-none' }, 'anything')),
  fc.constant(sampleOf({ type: 'string', allOf: [{ maxLength: 9 }], pattern: '^[a-z]+$' }, 'abc')),
);

const names = fc.constantFrom(
  ...'id name kind size example $ref default enum required properties type constructor toString x-foo page[size] 2fa'.split(
    ' ',
  ),
  'naïve ü',
  'a/b~c',
);

const componentNames = fc.constantFrom(
  'Thing',
  'thing',
  'a.b',
  '2nd',
  'Schemas',
  'Record',
  'class',
  'toString',
  'some_thing',
);

/** Schemas of any composition, so many levels deep. */
export const schemas = (levels: number): fc.Arbitrary<Sample> => {
  if (levels === 0) return leaf;
  const inner = schemas(levels - 1);
  return fc.oneof(
    { arbitrary: leaf, weight: 2 },
    { arbitrary: objects(inner), weight: 3 },
    fc.array(inner, { maxLength: 1 }).chain((items) => (items[0] === undefined ? leaf : fc.constant(listOf(items[0])))),
    fc.tuple(inner, leaf).map(([first, second]) => tupleOf(first, second)),
    fc.tuple(componentNames, inner).map(([name, one]) => referred(name, one)),
    fc.tuple(inner, inner).map(([first, second]) => choice(first, second)),
    objects(leaf).map(composed),
    inner.map(orNull),
  );
};

/** Objects that take the members which they name alone. */
export const objects = (inner: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> =>
  fc
    .uniqueArray(
      fc.record({
        name: names,
        one: inner,
        use: fc.constantFrom('readOnly', 'writeOnly', 'both', 'both'),
        required: fc.boolean(),
      }),
      { maxLength: 4, selector: ({ name }) => name },
    )
    .map((members) => {
      const membersOf = (without: string, side: 'answered' | 'asked') =>
        Object.fromEntries(members.filter(({ use }) => use !== without).map(({ name, one }) => [name, one[side]]));
      const flagged = members.map(({ name, one, use }) => [
        name,
        use === 'both' ? one.schema : { ...one.schema, [use]: true },
      ]);
      return {
        schema: {
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(flagged),
          required: members.filter(({ required }) => required).map(({ name }) => name),
        },
        asked: membersOf('readOnly', 'asked'),
        answered: membersOf('writeOnly', 'answered'),
        components: Object.assign({}, ...members.map(({ one }) => one.components)),
      };
    });

const listOf = (one: Sample): Sample => ({
  schema: { type: 'array', maxItems: 3, items: one.schema },
  asked: [one.asked],
  answered: [one.answered, one.answered],
  components: one.components,
});

const tupleOf = (first: Sample, second: Sample): Sample => ({
  schema: { type: 'array', maxItems: 3, prefixItems: [first.schema, second.schema], items: { type: 'boolean' } },
  asked: [first.asked, second.asked, true],
  answered: [first.answered],
  components: { ...first.components, ...second.components },
});

/** Under a name that no other schema has. */
function referred(name: string, one: Sample): Sample {
  const digest = createHash('sha256').update(JSON.stringify(one.schema)).digest('hex').slice(0, 6);
  const own = `${name}${digest}`;
  return {
    ...one,
    schema: { $ref: `#/components/schemas/${own}` },
    components: { ...one.components, [own]: one.schema },
  };
}

/** One of two, told apart by a member. */
function choice(first: Sample, second: Sample): Sample {
  const branch = (kind: string, { schema }: Sample): object => ({
    type: 'object',
    additionalProperties: false,
    required: ['kind'],
    properties: { kind: { const: kind }, value: schema },
  });
  return {
    schema: { oneOf: [branch('first', first), branch('second', second)], discriminator: { propertyName: 'kind' } },
    asked: { kind: 'first', value: first.asked },
    answered: { kind: 'second', value: second.answered },
    components: { ...first.components, ...second.components },
  };
}

/** An object as two parts of one whole. */
function composed(one: Sample): Sample {
  const { additionalProperties: _, ...part } = one.schema as { additionalProperties: boolean };
  const base = referred('Base', { ...one, schema: part });
  const more = { type: 'object', properties: { more: { type: 'integer', minimum: 0, maximum: 9 } } };
  return {
    schema: { type: 'object', allOf: [base.schema, more], unevaluatedProperties: false },
    asked: { ...(one.asked as object), more: 1 },
    answered: one.answered,
    components: base.components,
  };
}

const orNull = (one: Sample): Sample => ({
  ...one,
  schema: { anyOf: [one.schema, { type: 'null' }] },
  answered: null,
});
