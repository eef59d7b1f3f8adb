import { extname, join } from 'node:path';

/** A file beside this one, in TypeScript or, where the kit is installed, in JavaScript. */
export const beside = (name: string): string => join(import.meta.dirname, `${name}${extname(import.meta.filename)}`);

/** Test files and what they test as Node itself loads them, TypeScript too: no module is transformed. */
export const nativeModules = {
  testEnvironment: beside('environment'),
  runtime: beside('runtime'),
  transform: {},
};
