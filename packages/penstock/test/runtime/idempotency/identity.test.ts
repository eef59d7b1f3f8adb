import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../../runtime/idempotency/canonical-json.ts';
import { deterministicId, fingerprint } from '../../../runtime/idempotency/identity.ts';

const anyJson = fc.jsonValue({ noUnicodeString: false });

/** The same value with the members of every object the other way round. */
function mirrored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mirrored);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, mirrored(member)])
      .reverse(),
  );
}

describe('canonical JSON', () => {
  it('does not depend on the order of members', () => {
    fc.assert(fc.property(anyJson, (value) => expect(canonicalJson(mirrored(value))).toBe(canonicalJson(value))));
  });

  it('is the value itself when parsed', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('has members by their names', () => {
    expect(canonicalJson({ b: [1, null], a: { d: 'x', c: true } })).toBe('{"a":{"c":true,"d":"x"},"b":[1,null]}');
  });

  it('depends on the order of items', () => {
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });
});

describe('a fingerprint', () => {
  const request = { operationId: 'createParcel', path: {}, body: { a: 1, b: [{ c: 2, d: 3 }] } };

  it('is equal for equal requests', () => {
    fc.assert(
      fc.property(anyJson, (body) => {
        expect(fingerprint({ ...request, body: mirrored(body) })).toBe(fingerprint({ ...request, body }));
      }),
    );
  });

  it('differs when a body differs', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (one, other) => {
        fc.pre(canonicalJson(one) !== canonicalJson(other));
        expect(fingerprint({ ...request, body: one })).not.toBe(fingerprint({ ...request, body: other }));
      }),
    );
  });

  it.each([
    ['operation', { operationId: 'cancelParcel' }],
    ['path', { path: { parcelId: 'par_1' } }],
  ])('differs when the %s differs', (_what, over) => {
    expect(fingerprint({ ...request, ...over })).not.toBe(fingerprint(request));
  });
});

describe('a deterministic id', () => {
  it('fits the pattern of the contract and is always the same', () => {
    const id = deterministicId('par_', 'acme', 'createParcel', 'k-1');

    expect(id).toMatch(/^par_[0-9a-hjkmnp-tv-z]{26}$/);
    expect(deterministicId('par_', 'acme', 'createParcel', 'k-1')).toBe(id);
    // Fixed: another id for an old key would register its parcel a second time.
    expect(id).toBe('par_nyfgtqa2gx72msht5wx4k98c06');
  });

  it('belongs to one tenant, operation and key', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.string(), fc.string(), fc.string()),
        fc.tuple(fc.string(), fc.string(), fc.string()),
        (a, b) => {
          fc.pre(JSON.stringify(a) !== JSON.stringify(b));
          expect(deterministicId('', ...a)).not.toBe(deterministicId('', ...b));
        },
      ),
    );
  });
});
