import { nativeModules } from '../../packages/penstock/testkit/jest/native-modules.ts';

/** Minutes, for every grant is taken away in its turn: a command of its own, `npm run test:iam`. */
export default {
  rootDir: '../..',
  ...nativeModules,
  testMatch: ['<rootDir>/test/iam/**/*.test.ts'],
  globalSetup: './test/support/run.ts',
  globalTeardown: './test/support/end-run.ts',
  testTimeout: 60_000,
};
