import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { repeatedMember } from '../../../runtime/http/repeated-member.ts';

describe('a member that is named twice', () => {
  it.each([
    ['{"a":1,"a":2}', ['a']],
    ['{"a":1,"\\u0061":2}', ['a']],
    ['{"\\u0061":1,"a":2}', ['a']],
    ['{ "a" : 1 , "a" : 2 }', ['a']],
    ['{"":1,"":2}', ['']],
    ['{"a/b~":1,"a\\/b~":2}', ['a/b~']],
    ['{"__proto__":1,"__proto__":2}', ['__proto__']],
    ['[0,{"x":[{},{"a":{},"b":[],"a":null}]}]', ['1', 'x', '1', 'a']],
    ['{"a":{"b":1,"b":1},"a":2}', ['a', 'b']],
    ['{"é":1,"\\u00e9":2}', ['é']],
    ['{"🎁":1,"\\ud83c\\udf81":2}', ['🎁']],
  ])('is found in %s', (json, place) => {
    expect(JSON.parse(json)).toBeDefined();
    expect(repeatedMember(json)).toEqual(place);
  });

  it.each([
    '{}',
    '[]',
    '"a"',
    '1',
    'null',
    '{"a":"a","b":"a"}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '{"a":"{\\"b\\":1,\\"b\\":2}"}',
    '{"a":"\\\\","b":",\\"a\\":"}',
    '{"a":["a","a"],"b":[[{"a":1}],{"a":2}]}',
    '{"A":1,"a":2}',
    '{"e\u0301":1,"é":2}',
  ])('is not found in %s', (json) => {
    expect(repeatedMember(json)).toBeUndefined();
  });

  it('is found exactly where a reader that keeps every member finds it', () => {
    fc.assert(
      fc.property(anyDocument, ({ json, repeated }) => {
        expect(JSON.parse(json)).toBeDefined();
        expect(repeatedMember(json)).toEqual(repeated);
      }),
      { numRuns: 500 },
    );
  });

  it('is found in a time that grows with the text alone', () => {
    const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    const wide = `{${Array.from({ length: 10_000 }, (_, index) => `"m${index}":"\\\\"`).join(',')}}`;

    expect([repeatedMember(deep), repeatedMember(wide)]).toEqual([undefined, undefined]);
  });
});

interface Document {
  readonly json: string;
  /** The tokens that lead to the first repeated member, by the order of the text. */
  readonly repeated: readonly string[] | undefined;
}

const space = fc.constantFrom('', ' ', '\n\t');
const name = fc.constantFrom('a', 'b', '"', '\\', '/', 'é', '🎁', '');
const spelled = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    JSON.stringify(text),
    `"${Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`,
  );

/** Documents written member by member, so that what is repeated is known without reading them. */
const { anyDocument } = fc.letrec<{ anyDocument: Document; object: Document; array: Document }>((tie) => ({
  anyDocument: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    name.chain(spelled).map((json) => ({ json, repeated: undefined })),
    fc.constantFrom('1', '-0.5e3', 'true', 'null').map((json) => ({ json, repeated: undefined })),
    tie('object'),
    tie('array'),
  ),
  array: fc.array(fc.tuple(tie('anyDocument'), space), { maxLength: 3 }).map((items) => ({
    json: `[${items.map(([{ json }, gap]) => `${gap}${json}${gap}`).join(',')}]`,
    repeated: first(items.map(([{ repeated }], index) => repeated && [String(index), ...repeated])),
  })),
  object: fc
    .array(
      name.chain((text) => fc.tuple(fc.constant(text), spelled(text), space, tie('anyDocument'))),
      { maxLength: 4 },
    )
    .map((members) => ({
      json: `{${members.map(([, quoted, gap, { json }]) => `${gap}${quoted}${gap}:${gap}${json}`).join(',')}}`,
      repeated: first(
        members.map(([text, , , { repeated }], index) =>
          members.findIndex(([other]) => other === text) < index ? [text] : repeated && [text, ...repeated],
        ),
      ),
    })),
}));

const first = (places: readonly (readonly string[] | undefined)[]): readonly string[] | undefined =>
  places.find((place) => place !== undefined);
