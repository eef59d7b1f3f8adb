import { randomUUID } from 'node:crypto';
import { startProcess } from '../../packages/penstock/local/lambda/process.ts';
import { keyOfCalls } from './first-calls.ts';
import { type FirstCall, preloaded } from './keep-calls.ts';

/** CPU time of a process from its first instruction, in milliseconds. */
export interface ColdStart {
  /** Until Node itself has started: Lambda's own measure, the Init Duration, has it in it too. */
  readonly node: number;
  /** Until the handler is loaded. */
  readonly init: number;
  /** Until the first call is answered. */
  readonly total: number;
}

const initLimitMs = 10_000;
const timeoutSeconds = 60;

/**
 * Starts a function as the local cloud does, in a process of its own, and has it answer its first call.
 *
 * @param code the folder of its bundle
 * @throws Error where it does not load, fails, or answers with an error
 */
export async function coldStart(name: string, code: string, call: FirstCall): Promise<ColdStart> {
  const environment = environmentOf(call, code);
  const memory = Number(environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE);
  const { promise: told, resolve: tell } = Promise.withResolvers<ColdStart>();
  const lines: string[] = [];
  const log = (line: string) => {
    if (!usageIn(line, tell)) lines.push(line);
  };
  const started = startProcess({ code, memory, timeout: timeoutSeconds }, environment, log, initLimitMs);
  try {
    const failure = await started.loaded;
    if (failure !== undefined) throw new Error(`${name} does not load: ${failure.errorMessage}`);
    const outcome = await started.invoke({ ...call.message, event: renewed(call.message.event) });
    const fault = outcome.kind === 'error' ? outcome.error.errorMessage : refusalIn(outcome.payload);
    if (fault !== undefined) throw new Error(`${name} does not answer: ${fault}\n${lines.join('\n')}`);
    return await told;
  } finally {
    started.stop();
    await started.ended;
  }
}

function environmentOf({ environment }: FirstCall, code: string): Record<string, string> {
  const { PENSTOCK_KEEP_CALLS: _, ...rest } = environment;
  return { ...rest, LAMBDA_TASK_ROOT: code, NODE_OPTIONS: preloaded };
}

/** The call with a key that was not used before: what it asks for is done, and not told again. */
const renewed = (event: unknown): unknown => JSON.parse(JSON.stringify(event).replaceAll(keyOfCalls, randomUUID()));

function usageIn(line: string, tell: (usage: ColdStart) => void): boolean {
  if (!line.startsWith('{"coldStart":')) return false;
  const { node, init, total } = JSON.parse(line).coldStart as ColdStart;
  tell({ node: node / 1000, init: init / 1000, total: total / 1000 });
  return true;
}

function refusalIn(payload: unknown): string | undefined {
  const { statusCode = 200, body } = (payload ?? {}) as { readonly statusCode?: number; readonly body?: string };
  return statusCode < 500 ? undefined : `${statusCode} ${body}`;
}
