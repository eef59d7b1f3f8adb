import type { ResolveFnOutput, ResolveHookContext } from 'node:module';
import { extname } from 'node:path';

const globals = new URL(`./globals${extname(import.meta.filename)}`, import.meta.url).href;

/** Of a test file, and of what is loaded for it alone: the number of the run, and whether that is every module of ours. */
const mark = /\?(?:all|tests)-of=\d+$/;

/** The URL that a test file is loaded from. */
export const urlOfRun = (url: string, run: number, { all }: { readonly all: boolean }): string =>
  `${url}?${all ? 'all' : 'tests'}-of=${run}`;

type Resolve = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput;

/**
 * Where an import leads. What tests share among themselves, in a folder `test` or `testkit`, is loaded anew for each test
 * file, since it may hold state and register hooks. What they test, and every library, is loaded once a process, unless
 * the test file says `@fresh-modules` in its first comment.
 */
export function resolveModule(specifier: string, context: ResolveHookContext, next: Resolve): ResolveFnOutput {
  if (specifier === '@jest/globals') return { url: globals, shortCircuit: true };
  const found = next(specifier, context);
  const run = context.parentURL?.match(mark)?.[0];
  return run !== undefined && isAnew(found.url, run) ? { ...found, url: found.url + run } : found;
}

function isAnew(url: string, run: string): boolean {
  if (!url.startsWith('file:') || /\/node_modules\/|\?/.test(url)) return false;
  return run.startsWith('?all') || /\/test(kit)?\//.test(url);
}
