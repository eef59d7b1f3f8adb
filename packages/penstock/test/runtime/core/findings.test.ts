import { describe, expect, it } from '@jest/globals';
import { bodyFindings, detailOf } from '../../../runtime/core/findings.ts';

const error = (keyword: string, params: Record<string, unknown>, instancePath = '') => ({
  keyword,
  params,
  instancePath,
});

describe('a finding', () => {
  it.each([
    ['required', { missingProperty: 'sku' }, 'is required'],
    ['additionalProperties', { additionalProperty: 'x' }, 'is not a known member'],
    ['type', { type: 'integer' }, 'must be an integer'],
    ['type', { type: ['string', 'null'] }, 'must be a string or null'],
    ['minimum', { limit: 1 }, 'must be 1 or more'],
    ['maximum', { limit: 5 }, 'must be 5 or less'],
    ['minItems', { limit: 1 }, 'must have 1 item or more'],
    ['maxLength', { limit: 128 }, 'must have 128 characters or fewer'],
    ['maxProperties', { limit: 0 }, 'must be empty'],
    ['pattern', { pattern: '^a$' }, 'must match ^a$'],
    ['enum', { allowedValues: ['a', 'b'] }, 'must be one of a, b'],
    ['minLength', { limit: 2 }, 'must have 2 characters or more'],
    ['maxItems', { limit: 1 }, 'must have 1 item or fewer'],
    ['minProperties', { limit: 1 }, 'must have 1 member or more'],
    ['maxProperties', { limit: 2 }, 'must have 2 members or fewer'],
    ['enum', { allowedValues: [...'abcdefghijkl'] }, 'must be one of a, b, c, d, e, f, g, h, i, j, k, l'],
    ['enum', {}, 'must be one of '],
    ['any', {}, 'does not fit the contract'],
    ['pattern', { pattern: 'x'.repeat(501) }, `must match ${'x'.repeat(501)}`],
    ['pattern', { pattern: 'x'.repeat(502) }, `must match ${'x'.repeat(501)}`],
    ['const', { allowedValue: 1 }, 'must be 1'],
    ['format', { format: 'date-time' }, 'must be a valid date-time'],
  ])('says of %s %j: %s', (keyword, params, detail) => {
    expect(detailOf(error(keyword, params))).toBe(detail);
  });

  it('shows the first of many allowed values', () => {
    const allowedValues = [...Array(155)].map((_, index) => `C${index}`);

    expect(detailOf(error('enum', { allowedValues }))).toMatch(/^must be one of C0, .*C11, \.\.\. \(155 values\)$/);
  });

  it("says what the validator says of a keyword that it doesn't know", () => {
    expect(detailOf({ ...error('uniqueItems', {}), message: 'must not repeat' })).toBe('must not repeat');
  });

  it.each([
    ['', { missingProperty: 'items' }, '#/items'],
    ['/items/0', { missingProperty: 'sku' }, '#/items/0/sku'],
    ['/items/0/quantity', {}, '#/items/0/quantity'],
    ['', { additionalProperty: 'a/b~c d' }, '#/a~1b~0c%20d'],
    ['', { additionalProperty: '\ud800' }, '#/%EF%BF%BD'],
    ['', {}, '#'],
  ])('at %j %j points to %s', (instancePath, params, pointer) => {
    expect(bodyFindings([error('any', params, instancePath)])).toMatchObject([{ pointer }]);
  });

  it('points to a member as long as the contract lets it', () => {
    const [finding] = bodyFindings([error('additionalProperties', { additionalProperty: 'x'.repeat(510) })]);

    expect(finding).toEqual({ pointer: `#/${'x'.repeat(510)}`, detail: 'is not a known member' });
    const [longer] = bodyFindings([error('additionalProperties', { additionalProperty: 'x'.repeat(511) })]);
    expect(longer).toMatchObject({ pointer: '#' });
  });

  it('points to a place whatever is in its name', () => {
    expect(bodyFindings([error('any', {}, '/\ud800')])).toMatchObject([{ pointer: '#/%EF%BF%BD' }]);
  });

  it('points to the parent of a member whose name is too long for the contract', () => {
    const [finding] = bodyFindings([
      error('additionalProperties', { additionalProperty: 'x'.repeat(600) }, '/items/0'),
    ]);

    expect(finding).toEqual({
      pointer: '#/items/0',
      detail: 'has a member that is not known, with a name too long to show',
    });
  });
});
