import { it } from '@jest/globals';
import { acceptedImpliesWorks } from './accepted.ts';

it('makes code of generated contracts, serves what they say, and synthesizes some', async () => {
  await acceptedImpliesWorks({ runs: 10, seed: 1, synthesizeEach: 5 });
});
