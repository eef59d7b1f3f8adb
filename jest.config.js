import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { nativeModules, temporaryFiles } from './packages/penstock/testkit/jest/native-modules.ts';

const common = {
  ...nativeModules,
  modulePathIgnorePatterns: [
    '<rootDir>/dist',
    '<rootDir>/packages/[^/]+/dist',
    '<rootDir>/cdk.out',
    '<rootDir>/.penstock',
  ],
};
const setupFiles = ['<rootDir>/packages/penstock/testkit/jest/setup.ts'];
const sharedStages = { globalSetup: './test/support/run.ts', globalTeardown: './test/support/end-run.ts' };

const kit = {
  ...common,
  ...temporaryFiles,
  displayName: 'kit',
  testMatch: ['<rootDir>/packages/*/test/**/*.test.ts'],
  setupFiles,
};
const rooms = {
  ...common,
  ...sharedStages,
  displayName: 'rooms',
  testMatch: [
    '<rootDir>/test/{bench,bin,cold,lib,client,contract,functions,local,lint,ops,chaos,fuzz,docs,mutation,rules}/**/*.test.ts',
  ],
  setupFiles,
};
const behaviour = {
  ...common,
  ...sharedStages,
  displayName: 'behaviour',
  testMatch: ['<rootDir>/test/{http,readme}/**/*.test.ts'],
};

/** @type {import('jest').Config} */
export default {
  testTimeout: 60_000,
  // One more than there are cores: a suite that runs a stage waits for a third of its time, for processes and queues.
  maxWorkers: availableParallelism() + 1,
  testSequencer: './.ci/longest-first.js',
  // The kit needs no app: `npm run check:kit` runs its tests where there is none.
  projects: existsSync('test') ? [kit, rooms, behaviour] : [kit],
};
