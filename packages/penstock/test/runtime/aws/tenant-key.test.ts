import { expect, it } from '@jest/globals';
import { tenantKey } from '../../../runtime/aws/tenant-key.ts';

it('a key begins with its tenant', () => {
  expect(tenantKey('acme', 'par_1')).toBe('acme#par_1');
});
