import { describe, expect, it } from '@jest/globals';
import { headerValue, headerValues } from '../../../runtime/http/headers.ts';

describe('a header', () => {
  it('is found whatever its case, all of its values', () => {
    const event = { headers: { 'IF-match': '"2"' }, multiValueHeaders: { 'IF-match': ['"1"', '"2"'] } };

    expect(headerValues(event, 'If-Match')).toEqual(['"1"', '"2"']);
    expect(headerValue(event, 'If-Match')).toBe('"1", "2"');
  });

  it('is found where only single values are sent', () => {
    const event = { headers: { accept: 'x' }, multiValueHeaders: {} };

    expect(headerValues(event, 'Accept')).toEqual(['x']);
  });

  it.each([
    ['many values', { headers: {}, multiValueHeaders: { Other: ['1'], Accept: undefined } }],
    ['one value', { headers: { Other: '1', Accept: undefined }, multiValueHeaders: {} }],
  ])('is absent where only others are among %s', (_case, event) => {
    expect(headerValues(event as unknown as Parameters<typeof headerValues>[0], 'Accept')).toHaveLength(0);
  });

  it('is the first that has the name', () => {
    const event = { headers: { accept: 'one' }, multiValueHeaders: { Accept: undefined, accept: ['x'] } };

    expect(headerValues(event as unknown as Parameters<typeof headerValues>[0], 'Accept')).toEqual(['x']);
  });

  it('fails quietly when there are no headers at all', () => {
    const event = { headers: null, multiValueHeaders: null } as unknown as Parameters<typeof headerValue>[0];

    expect(headerValue(event, 'Accept')).toBeUndefined();
  });
});
