import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { charactersOfEveryPlane, mayBeRefused } from '../fuzz/alphabet.ts';
import { eachCharacter } from '../fuzz/characters.ts';
import { fuzzDoors } from '../fuzz/doors.ts';
import { fuzz } from '../fuzz/fuzz.ts';
import { requestsInTests } from '../fuzz/requests.ts';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { leaveTurn, takeTurn } from '../support/turn.ts';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const characterCount = 60;
const doorRequests = 400;
let cloud: TestCloud;

beforeAll(takeTurn, 1_800_000);
beforeAll(async () => {
  cloud = await startCloud({ stage: 'load', events: true });
});
afterAll(() => cloud.close().finally(leaveTurn));

// First: nobody is told of orders yet, so none is told to an address that is made up.
it(`answers ${doorRequests} fuzzed documents and calls without failing inside, shows nothing of another tenant and ends every stream (FUZZ_SEED=${seed})`, async () => {
  const { faults, statuses } = await fuzzDoors(cloud, { requests: doorRequests, seed });
  expect(faults.slice(0, 3)).toEqual([]);
  expect(Object.keys(statuses)).toEqual(
    expect.arrayContaining([
      'graph 200',
      'graph 200 not-found',
      'graph-stream 200',
      'connect 404 not_found',
      'grpc-web 200 5',
    ]),
  );
}, 300_000);

it(`refuses each of ${characterCount} characters of every plane with a pointer, or delivers its order with the same bytes`, async () => {
  const characters = charactersOfEveryPlane(characterCount, 1);

  const { delivered, refused, faults } = await eachCharacter(cloud, characters, mayBeRefused);

  expect(faults).toEqual([]);
  // Each order that is accepted is told as it is placed, and as its payment ends.
  expect(delivered).toBe(2 * (characterCount - refused));
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThanOrEqual(characters.filter(mayBeRefused).length);
}, 600_000);

it(`answers ${requestsInTests} fuzzed requests by the contract, and settles and tells what it accepted (FUZZ_SEED=${seed})`, async () => {
  const { faults, statuses } = await fuzz(cloud, { requests: requestsInTests, seed });
  expect(faults.slice(0, 3)).toEqual([]);
  // A busy machine is late now and then, a slow one often; that an operation has no time at all shows below.
  const late = Object.entries(statuses).filter(([bucket]) => / 50[234]$/.test(bucket));
  expect(late.reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(requestsInTests / 2);
  const reached = [
    'cancelOrder 200',
    'createOrder 201',
    'createWebhookEndpoint 201',
    'getHealth 200',
    'getOrder 200',
    'listOrders 200',
    'listWebhookEndpoints 200',
    'updateOrder 200',
  ];
  expect(reached.filter((bucket) => !Object.hasOwn(statuses, bucket))).toEqual([]);
  // Which HEAD is asked for is chance.
  expect(Object.keys(statuses)).toContainEqual(expect.stringMatching(/^HEAD \w+ 200$/));
}, 900_000);
