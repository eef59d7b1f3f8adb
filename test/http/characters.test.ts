import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { charactersOfEveryPlane, mayBeRefused } from '../fuzz/alphabet.ts';
import { eachCharacter } from '../fuzz/characters.ts';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { leaveTurn, takeTurn } from '../support/turn.ts';

const count = 150;
let cloud: TestCloud;

beforeAll(takeTurn, 1_800_000);
beforeAll(async () => {
  cloud = await startCloud({ stage: 'load', events: true });
});
afterAll(() => cloud.close().finally(leaveTurn));

it(`refuses each of ${count} characters of every plane with a pointer, or delivers its order with the same bytes`, async () => {
  const characters = charactersOfEveryPlane(count, 1);

  const { delivered, refused, faults } = await eachCharacter(cloud, characters, mayBeRefused);

  expect(faults).toEqual([]);
  // Each order that is accepted is told as it is placed, and as its payment ends.
  expect(delivered).toBe(2 * (count - refused));
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThanOrEqual(characters.filter(mayBeRefused).length);
}, 600_000);
