import { afterAll, beforeAll } from '@jest/globals';
import { startCloud, type TestCloud } from '../../support/cloud.ts';

/** The stage that all files of this folder ask, and a token of its tenant `globex`. */
export let cloud: TestCloud;
export let token: string;

beforeAll(async () => {
  cloud = await startCloud({ stage: 'load' });
  token = await cloud.token('globex');
});
afterAll(() => cloud.close());
