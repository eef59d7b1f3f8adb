import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { gzipWithPrefix } from '../../../runtime/reference/gzip-prefix.ts';

describe('a prefix before what is compressed', () => {
  it.each([
    ['nothing', '', 'rest'],
    ['a text', '{"servers":[],', '"paths":{}}'],
    ['before nothing', 'all', ''],
    ['as much as a block takes', 'x'.repeat(65_535), 'rest'],
    ['a byte more than a block takes', 'x'.repeat(65_536), 'rest'],
    ['of several blocks', 'xyz'.repeat(50_000), 'rest'.repeat(10_000)],
  ])('reads as one content: %s', (_, prefix, rest) => {
    const joined = gzipWithPrefix(Buffer.from(prefix), gzipSync(rest));

    expect(String(gunzipSync(joined))).toBe(prefix + rest);
  });
});
