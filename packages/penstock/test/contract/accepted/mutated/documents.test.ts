import { expect, it } from '@jest/globals';
import { contractText } from '../../contract.ts';
import { mutateDocuments } from './documents.ts';
import { mostCpuMs } from './endure.ts';

it('takes mutated contracts through the commands with findings at the worst', async () => {
  const { faults, accepted, acceptedAfterInit } = await mutateDocuments({
    documents: [{ name: 'parcels.yaml', text: contractText }],
    runs: 3,
    seed: 11,
  });
  // How long one takes is for whoever runs them alone.
  expect(faults.filter((fault) => !fault.includes('of the processor'))).toEqual([]);
  expect(accepted + acceptedAfterInit).toBeGreaterThan(0);
});

it.each([
  [0, 5000],
  [1_000_000, 5000],
  [1_000_200, 5001],
  [3_000_000, 15_000],
])('lets a command take for %i bytes %i ms', (bytes, most) => expect(mostCpuMs(bytes)).toBe(most));
