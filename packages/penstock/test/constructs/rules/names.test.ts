import { expect, it } from '@jest/globals';
import { isNamed } from '../../../constructs/rules/names.ts';
import { stage } from './template.ts';

it('a name has the stage in it', () => {
  expect(isNamed('penstock-test-orders', stage, 'orders')).toBe(true);
  expect(isNamed('penstock-prod-orders', stage, 'orders')).toBe(false);
});
