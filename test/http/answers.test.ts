import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { expectProblem } from '../support/orders.ts';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud({
    template: (resources) => {
      for (const { Properties } of Object.values(resources)) {
        if (Properties?.FunctionName !== 'penstock-local-getHealth') continue;
        const { Variables } = Properties.Environment as { Variables: Record<string, string> };
        Variables.RELEASE_VERSION = 'v'.repeat(65);
      }
    },
  });
});
afterAll(() => cloud.close());

it('answers 500, and counts it, where a body does not fit the contract', async () => {
  expectProblem(await cloud.call('GET', '/health'), 500, 'internal-error');

  const [line] = cloud.lines.filter((text) => text.includes('AnswerFault'));
  expect(line).toContain('getHealth answered 200, which does not fit its schema: #/body/version');
  expect(cloud.lines.filter((text) => text.includes('"StatusClass":"5xx"'))).toHaveLength(1);
});
