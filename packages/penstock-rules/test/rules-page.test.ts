import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { page, pagePath } from './rules-page.ts';

it('the reference has the rules as they are: `node packages/penstock-rules/test/rules-page.ts` writes it', () => {
  expect(readFileSync(pagePath, 'utf8')).toBe(page());
});
