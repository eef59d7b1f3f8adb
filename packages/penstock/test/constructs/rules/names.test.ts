import { expect, it } from '@jest/globals';
import { isNamed } from '../../../constructs/rules/names.ts';
import { stage } from './template.ts';

it('a name has the stage in it', () => {
  expect(isNamed('penstock-test-parcels', stage, 'parcels')).toBe(true);
  expect(isNamed('penstock-prod-parcels', stage, 'parcels')).toBe(false);
});
