import { nativeModules, temporaryFiles } from '../../../testkit/jest/native-modules.ts';

/** What the CDK CLI does takes minutes, most of it its own waiting: `npm run test:cdk`, apart from the other tests. */
export default {
  rootDir: '../../../../..',
  ...nativeModules,
  ...temporaryFiles,
  setupFiles: ['<rootDir>/packages/penstock/testkit/jest/setup.ts'],
  testMatch: ['<rootDir>/packages/penstock/test/local/cdk-cli/*.spec.ts', '<rootDir>/test/cdk/*.spec.ts'],
  testTimeout: 120_000,
};
