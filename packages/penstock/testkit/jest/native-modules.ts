import { extname, join } from 'node:path';

/** A file below this folder, in TypeScript or, where the kit is installed, in JavaScript. */
export const beside = (name: string): string => join(import.meta.dirname, `${name}${extname(import.meta.filename)}`);

/** Test files and what they test as Node itself loads them, TypeScript too: no module is transformed. */
export const nativeModules = {
  testEnvironment: beside('environment'),
  runtime: beside('runtime'),
  transform: {},
};

/** What a test file, or a process that it kills, leaves behind is gone after the run. */
export const temporaryFiles = {
  globalSetup: beside('temporary-files/collect'),
  globalTeardown: beside('temporary-files/remove'),
};
