import { availableParallelism } from 'node:os';

const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './test/support/transform.js' },
  modulePathIgnorePatterns: [
    '<rootDir>/dist',
    '<rootDir>/packages/[^/]+/dist',
    '<rootDir>/cdk.out',
    '<rootDir>/.penstock',
  ],
  globalSetup: './test/support/run.ts',
  globalTeardown: './test/support/end-run.ts',
};

/** @type {import('jest').Config} */
export default {
  testTimeout: 60_000,
  // One more than there are cores: the runs under faults wait for most of their time.
  maxWorkers: availableParallelism() + 1,
  testSequencer: './test/support/longest-first.js',
  projects: [
    {
      ...common,
      displayName: 'rooms',
      testMatch: [
        '<rootDir>/test/{bin,lib,contract,functions,local,lint,ops,chaos,fuzz,docs,mutation}/**/*.test.ts',
        '<rootDir>/packages/*/test/**/*.test.ts',
      ],
      setupFiles: ['<rootDir>/test/support/setup.js'],
    },
    {
      ...common,
      displayName: 'behaviour',
      testMatch: ['<rootDir>/test/{http,readme}/**/*.test.ts'],
    },
  ],
};
