/** What the CDK CLI does takes a minute, most of it its own waiting: `npm run test:cdk`, apart from the other tests. */
export default {
  rootDir: '../../../../..',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './packages/penstock/testkit/jest/transform.js' },
  setupFiles: ['<rootDir>/packages/penstock/testkit/jest/setup.js'],
  testMatch: ['<rootDir>/packages/penstock/test/local/cdk-cli/*.spec.ts'],
  testTimeout: 120_000,
};
