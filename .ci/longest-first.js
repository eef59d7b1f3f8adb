import Sequencer from '@jest/test-sequencer';

/** Runs that take a minute, and take turns (test/support/turn.ts): each begins when the one before may have ended. */
const inTurn = ['test/http/chaos.test.ts', 'test/http/fuzz.test.ts'];
const apart = 60;

/** Other files that take ten seconds and more: begun last, they would be waited for alone. */
const long = [
  'test/readme/tour.test.ts',
  'packages/build/test/pack.test.ts',
  'test/docs/bring-a-contract.test.ts',
  'test/http/limits.test.ts',
  'test/functions/payments/outage.test.ts',
  'test/lib/stacks/data.test.ts',
  'test/bin/penstock.test.ts',
  'test/http/regions.test.ts',
  'packages/create-penstock/test/doors.test.ts',
  'test/http/webhooks.test.ts',
  'test/http/killed-engine.test.ts',
  'test/http/one-stage.test.ts',
];

const rankIn = (names, { path }) => {
  const found = names.findIndex((name) => path.endsWith(name));
  return found < 0 ? names.length : found;
};

/** As Jest does, by what it knows of earlier runs or else by size, after the files that are known to be long. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests).toSorted((one, other) => rankIn(long, one) - rankIn(long, other));
    const rest = sorted.filter((test) => rankIn(inTurn, test) === inTurn.length);
    const runs = sorted.filter((test) => !rest.includes(test));
    runs.sort((one, other) => rankIn(inTurn, one) - rankIn(inTurn, other));
    for (const [index, run] of runs.entries()) rest.splice(index * (apart + 1), 0, run);
    return rest;
  }
}
