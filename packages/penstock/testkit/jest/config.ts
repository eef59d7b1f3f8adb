import { beside, nativeModules, temporaryFiles } from './native-modules.ts';

/**
 * Jest for an app: modules as Node loads them, libraries and what is tested once a worker, and no offline validation of
 * templates, which costs seconds a test and belongs to synth.
 */
export const jestConfig = {
  ...nativeModules,
  ...temporaryFiles,
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdk.out', '<rootDir>/.penstock'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  setupFiles: [beside('setup')],
  testTimeout: 60_000,
};
