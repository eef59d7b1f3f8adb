import { nativeModules, temporaryFiles } from '../../packages/penstock/testkit/jest/native-modules.ts';

/** Needs Chromium, which `npm ci` does not bring: a command of its own, `npm run test:browser`. */
export default {
  rootDir: '../..',
  ...nativeModules,
  ...temporaryFiles,
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testTimeout: 120_000,
};
