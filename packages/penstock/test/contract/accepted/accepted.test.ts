import { it } from '@jest/globals';
import { acceptedImpliesWorks } from './accepted.ts';

it('makes code of generated contracts, and serves what they say', async () => {
  await acceptedImpliesWorks({ runs: 10, seed: 1 });
});
