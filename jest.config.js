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
};

/** @type {import('jest').Config} */
export default {
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: 'rooms',
      testMatch: [
        '<rootDir>/test/{bin,lib,functions,local,lint,ops,chaos,fuzz,docs,mutation}/**/*.test.ts',
        '<rootDir>/packages/*/test/**/*.test.ts',
      ],
      setupFiles: ['<rootDir>/test/support/setup.js'],
    },
    {
      ...common,
      displayName: 'behaviour',
      testMatch: ['<rootDir>/test/{http,readme}/**/*.test.ts'],
      globalSetup: './test/support/global-setup.ts',
    },
  ],
};
