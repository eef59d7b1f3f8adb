import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compilePattern } from '../../../contract/events/pattern.ts';

function matches(pattern: unknown, event: unknown): boolean {
  return compilePattern(pattern, (message) => {
    throw new Error(message);
  })(event);
}

describe('an event pattern', () => {
  const event = {
    source: 'penstock.parcels',
    'detail-type': 'parcels.parcel.placed.v1',
    resources: ['arn:a', 'arn:b'],
    detail: {
      tenant: 'acme',
      total: 2500,
      note: null,
      open: true,
      item: { sku: 'ABC-1' },
      lines: [{ n: 1 }, { n: 2 }],
    },
  };

  it.each([
    ['an exact text', { source: ['penstock.parcels'] }, true],
    ['one of several texts', { source: ['other', 'penstock.parcels'] }, true],
    ['another text', { source: ['penstock'] }, false],
    ['all of its fields', { source: ['penstock.parcels'], 'detail-type': ['other'] }, false],
    ['a field inside an object', { detail: { item: { sku: ['ABC-1'] } } }, true],
    ['an element of a list', { resources: ['arn:b'] }, true],
    ['no element of a list', { resources: ['arn:c'] }, false],
    ['an object of a list', { detail: { lines: { n: [2] } } }, true],
    ['a number', { detail: { total: [2500] } }, true],
    ['a number written as a text', { detail: { total: ['2500'] } }, false],
    ['null', { detail: { note: [null] } }, true],
    ['true', { detail: { open: [true] } }, true],
    ['a prefix', { 'detail-type': [{ prefix: 'parcels.parcel.' }] }, true],
    ['a prefix in another case', { 'detail-type': [{ prefix: { 'equals-ignore-case': 'PARCELS.' } }] }, true],
    ['another prefix', { 'detail-type': [{ prefix: 'parcel.' }] }, false],
    ['a suffix', { 'detail-type': [{ suffix: '.v1' }] }, true],
    ['a text in another case', { source: [{ 'equals-ignore-case': 'Penstock.Parcels' }] }, true],
    ['a wildcard', { 'detail-type': [{ wildcard: 'parcels.*.v1' }] }, true],
    ['a wildcard that must match the whole', { 'detail-type': [{ wildcard: 'parcels.*.v' }] }, false],
    ['a wildcard whose dots are dots', { source: [{ wildcard: 'penstockxparcels' }] }, false],
    ['an escaped star', { source: [{ wildcard: 'penstock\\*' }] }, false],
    ['anything but a text', { source: [{ 'anything-but': 'other' }] }, true],
    ['anything but the text it is', { source: [{ 'anything-but': ['other', 'penstock.parcels'] }] }, false],
    ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'penstock' } }] }, false],
    ['anything but some wildcards', { source: [{ 'anything-but': { wildcard: ['a*', 'b*'] } }] }, true],
    ['anything but, where the field is absent', { detail: { nothing: [{ 'anything-but': 'x' }] } }, false],
    ['a field that exists', { detail: { tenant: [{ exists: true }] } }, true],
    ['a field that does not exist', { detail: { nothing: [{ exists: false }] } }, true],
    ['no field of an absent object', { detail: { absent: { deep: [{ exists: false }] } } }, true],
    ['an object where a value should exist', { detail: { item: [{ exists: true }] } }, false],
    ['a range of numbers', { detail: { total: [{ numeric: ['>', 2000, '<=', 2500] }] } }, true],
    ['a range that ends before', { detail: { total: [{ numeric: ['<', 2500] }] } }, false],
    ['either of two patterns', { $or: [{ source: ['other'] }, { detail: { tenant: ['acme'] } }] }, true],
    ['neither of two patterns', { $or: [{ source: ['other'] }, { detail: { tenant: ['globex'] } }] }, false],
    ['everything', {}, true],
  ])('asks for %s', (_, pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it.each([
    [
      'an operator that is not understood',
      { source: [{ cidr: '10.0.0.0/8' }] },
      /does not match by .*cidr.* \(at source\)/,
    ],
    ['a value without a list', { source: 'penstock' }, /source takes a list/],
    ['a pattern that is no object', ['penstock'], /is a JSON object/],
    ['no values', { source: [] }, /source takes a list of one value or more, received \[\]/],
    ['a list in the list', { source: [['a']] }, /a value is no list, received \["a"\] \(at source\)/],
    ['no comparisons', { n: [{ numeric: [] }] }, /numeric takes comparisons such as .*, received \[\] \(at n\)/],
    ['half a comparison', { n: [{ numeric: ['>'] }] }, /numeric takes comparisons .*, received \[">"\] \(at n\)/],
    ['a comparison with a text', { n: [{ numeric: ['>', '1'] }] }, /numeric takes comparisons/],
    ['an unknown comparison', { n: [{ numeric: ['!=', 1] }] }, /numeric takes comparisons/],
    [
      'exists that is neither',
      { n: [{ exists: 'x' }] },
      /exists takes true or false .*received {"exists":"x"} \(at n\)/,
    ],
    ['a prefix that is no text', { n: [{ prefix: 1 }] }, /prefix takes a text, or an object .*, received 1 \(at n\)/],
    ['a wildcard that is no text', { n: [{ wildcard: ['*'] }] }, /wildcard takes a text, received \["\*"\]/],
    ['anything but nothing', { n: [{ 'anything-but': [] }] }, /anything-but takes .*received \[\] \(at n\)/],
    ['anything but a wrong prefix', { n: [{ 'anything-but': { prefix: 1 } }] }, /prefix takes a text/],
    ['one alternative', { $or: [{ source: ['a'] }] }, /\$or takes a list of two patterns or more/],
  ])('fails for %s', (_, pattern, message) => {
    expect(() => matches(pattern, event)).toThrow(message);
  });

  const text = fc.string({ maxLength: 8 });

  it('matches a text by itself, by each of its prefixes and suffixes, and never by anything but itself', () => {
    fc.assert(
      fc.property(text, fc.nat(8), (value, cut) => {
        const field = { f: value };
        expect(matches({ f: [value] }, field)).toBe(true);
        expect(matches({ f: [{ prefix: value.slice(0, cut) }] }, field)).toBe(true);
        expect(matches({ f: [{ suffix: value.slice(cut) }] }, field)).toBe(true);
        expect(matches({ f: [{ 'anything-but': [value] }] }, field)).toBe(false);
      }),
    );
  });

  it('is the opposite of anything but, wherever the field is', () => {
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1 }), (value, list) => {
        expect(matches({ f: list }, { f: value })).toBe(!matches({ f: [{ 'anything-but': list }] }, { f: value }));
      }),
    );
  });

  it('exists or does not', () => {
    fc.assert(
      fc.property(fc.dictionary(text, text), text, (fields, name) => {
        fc.pre(name !== '$or');
        const there = matches({ [name]: [{ exists: true }] }, fields);
        expect(there).toBe(Object.hasOwn(fields, name));
        expect(matches({ [name]: [{ exists: false }] }, fields)).toBe(!there);
      }),
    );
  });

  it('asks for more with each field, and for less with each value', () => {
    fc.assert(
      fc.property(fc.dictionary(text, text), text, text, (fields, name, value) => {
        fc.pre(name !== '$or' && !('$or' in fields));
        const pattern = Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, [one]]));
        expect(matches(pattern, fields)).toBe(true);
        const narrower = { ...pattern, [name]: [value] };
        expect(!matches(narrower, fields) || matches({ [name]: [value] }, fields)).toBe(true);
        const wider = Object.fromEntries(Object.entries(pattern).map(([key, values]) => [key, [...values, value]]));
        expect(matches(wider, fields)).toBe(true);
      }),
    );
  });

  it('is a wildcard made of the pieces of a text', () => {
    fc.assert(
      fc.property(
        fc.array(
          text.filter((piece) => !/[*\\]/.test(piece)),
          { minLength: 1 },
        ),
        text,
        (pieces, between) => {
          expect(matches({ f: [{ wildcard: pieces.join('*') }] }, { f: pieces.join(between) })).toBe(true);
        },
      ),
    );
  });
});
