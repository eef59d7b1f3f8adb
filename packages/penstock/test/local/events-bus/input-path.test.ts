import { describe, expect, it } from '@jest/globals';
import { compileInputPath } from '../../../local/events-bus/input-path.ts';

describe('an input path', () => {
  const event = { 'detail-type': 't', detail: { items: [{ sku: 'A' }] } };

  it.each([
    ['$', event],
    ['$.detail', event.detail],
    ['$.detail-type', 't'],
    ['$.detail.items[0].sku', 'A'],
    ['$.detail.nothing.deeper', undefined],
  ])('takes %s', (path, expected) => {
    expect(compileInputPath(path)?.(event)).toEqual(expected);
  });

  it.each(['detail', '$..sku', '$.detail[*]', '$.detail[?(@.a)]', ''])('fails for %p', (path) => {
    expect(compileInputPath(path)).toBeUndefined();
  });
});
