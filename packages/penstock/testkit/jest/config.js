import { fileURLToPath } from 'node:url';

const beside = (file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Jest for an app: TypeScript as ES modules, and no offline validation of templates, which costs seconds a test and
 * belongs to synth. Run it with `node --experimental-vm-modules`.
 *
 * @type {import('jest').Config}
 */
export const jestConfig = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': beside('./transform.js') },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdk.out', '<rootDir>/.penstock'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  setupFiles: [beside('./setup.js')],
  testTimeout: 60_000,
};
