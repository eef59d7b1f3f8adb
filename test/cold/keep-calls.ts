import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { InvokeMessage } from '../../packages/penstock/local/lambda/messages.ts';
import type { Resources } from '../support/assembly.ts';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { callEach } from './first-calls.ts';

/** The first invocation of a function, and the environment of the process that it was in. */
export interface FirstCall {
  readonly environment: Readonly<Record<string, string>>;
  readonly message: InvokeMessage;
}

export interface Calls {
  /** By the name of the function, without the stage before it. */
  readonly of: ReadonlyMap<string, FirstCall>;
  /** Has what the functions depend on. */
  readonly cloud: TestCloud;
}

const stage = 'load';
const preload = join(import.meta.dirname, 'preload.cjs');
export const preloaded = `--require=${preload}`;

/** Runs the stage until each of these functions was invoked once, and tells with what. It runs on. */
export async function keepCalls(names: readonly string[], folder: string): Promise<Calls> {
  mkdirSync(folder);
  const template = (resources: Resources) => {
    for (const { Type, Properties } of Object.values(resources)) {
      if (Type === 'AWS::Lambda::Function') keepCallsOf(Properties, folder);
    }
  };
  const cloud = await startCloud({ stage, template, events: true, recorded: false, processes: 1, queueSpeed: 60 });
  try {
    await callEach(cloud, () => readdirSync(folder).length >= names.length);
    return { of: readCalls(folder), cloud };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}

function keepCallsOf(properties: Record<string, unknown>, folder: string): void {
  const { Variables = {} } = (properties.Environment ?? {}) as { Variables?: object };
  properties.Environment = { Variables: { ...Variables, NODE_OPTIONS: preloaded, PENSTOCK_KEEP_CALLS: folder } };
}

function readCalls(folder: string): Calls['of'] {
  const calls = readdirSync(folder).map((file) => {
    const name = basename(file, '.json').replace(`penstock-${stage}-`, '');
    return [name, JSON.parse(readFileSync(join(folder, file), 'utf8')) as FirstCall] as const;
  });
  return new Map(calls);
}
