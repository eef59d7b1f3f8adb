/** Needs Chromium, which `npm ci` does not bring: a command of its own, `npm run test:browser`. */
export default {
  rootDir: '../..',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './packages/penstock/testkit/jest/transform.js' },
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testTimeout: 120_000,
};
