import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { page, pagePath } from './page.ts';

test('the reference says what the rules are', () => {
  expect(readFileSync(pagePath, 'utf8')).toBe(page());
});
