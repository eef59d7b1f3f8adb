import Sequencer from '@jest/test-sequencer';

/** Test files that take ten seconds and more, the longest first: begun last, they would be waited for alone. */
const longest = [
  'test/http/fuzz.test.ts',
  'test/http/chaos.test.ts',
  'test/http/characters.test.ts',
  'test/readme/tour.test.ts',
  'test/http/limits.test.ts',
  'test/functions/payments/outage.test.ts',
  'test/lib/stacks/data.test.ts',
  'test/bin/penstock.test.ts',
];

/** As Jest does, by what it knows of earlier runs or else by size, after the files that are known to be long. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rankOf = ({ path }) => {
      const found = longest.findIndex((name) => path.endsWith(name));
      return found < 0 ? longest.length : found;
    };
    return super.sort(tests).toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
