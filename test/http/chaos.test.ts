import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { smallPlan } from '../chaos/plan.ts';
import { chaos } from '../chaos/run.ts';
import { rows } from '../chaos/table.ts';
import { leaveTurn, takeTurn } from '../support/turn.ts';

// Queues' time runs faster here, on a machine that may be busy: what is judged is what became of every order and
// message. How often the provider was called meanwhile is for `npm run chaos`.
const timed = /in .* of outage/;

beforeAll(takeTurn, 1_800_000);
afterAll(leaveTurn);

describe('the event backbone', () => {
  it('keeps its promises through duplicates, reordering, crashes, an outage, a dead subscriber and poison', async () => {
    const plan = smallPlan(1);
    const said: string[] = [];
    const hear = (line: string) => said.push(line);
    const report = await chaos(plan, { say: hear, progress: hear });
    const broken = rows(report, plan).filter(({ ok, what }) => !ok && !timed.test(what));
    expect({ seed: plan.seed, broken, faults: report.faults, said: broken.length === 0 ? [] : said }).toEqual({
      seed: plan.seed,
      broken: [],
      faults: [],
      said: [],
    });
    expect(report.injected.crash).toBeGreaterThan(0);
    expect(report.injected.duplicate).toBeGreaterThan(0);
  }, 300_000);
});
