import { ContractError } from '../../../../contract/finding.ts';
import { joinFiles } from '../../../../contract/join-files.ts';
import { asVersion31 } from '../../../../contract/older-versions.ts';
import { parseSource } from '../../../../contract/source.ts';
import { compareContracts } from '../../../../diff/compare.ts';
import { complete } from '../../../../init/complete.ts';
import type { Workbench } from '../workbench.ts';

/**
 * What each command may take of the processor for what it reads: 5 s, and as much for each megabyte of a document that is
 * larger than one. Parsing, rules, validators and types grow with a document, all of them in proportion: the largest public
 * ones, of 3 MB and 700 operations, take 3 to 5 s a megabyte; nine of ten are smaller than one.
 */
export const mostCpuMs = (bytes: number): number => Math.round(5000 * Math.max(1, bytes / 1_000_000));

/** What became of a document at a command. */
export interface Step {
  readonly command: string;
  readonly cpuMs: number;
  readonly accepted: boolean;
  /** Not one of findings: of these a person can make something. */
  readonly fault?: string;
}

export interface Endured {
  readonly steps: readonly Step[];
  /** The folders of the code that is made of it. */
  readonly made: readonly string[];
}

/** A document through what commands do with it: `contract` and `generate`, `init` and those of what it writes, `diff`. */
export async function endure(workbench: Workbench, base: string, content: string | Buffer): Promise<Endured> {
  const steps: Step[] = [];
  const made: string[] = [];
  const step = async <T>(
    command: string,
    read: string | Buffer,
    work: () => T | Promise<T>,
  ): Promise<T | undefined> => {
    const { result, ...taken } = await measured(command, mostCpuMs(Buffer.byteLength(read)), work);
    steps.push(taken);
    return result;
  };
  const generate = async (command: string, written: string | Buffer) => {
    const one = await step(command, written, () => workbench.generate({ 'openapi.yaml': written }));
    if (one !== undefined) made.push(one.name);
    return one;
  };
  await generate('generate', content);
  const text = content.toString();
  const completed = await step('init', content, () => complete('openapi.yaml', text, { app: true }));
  if (completed !== undefined) {
    const after = await generate('generate what init wrote', completed.after);
    if (after === undefined && completed.left.length === 0) {
      steps.push({
        command: 'init',
        cpuMs: 0,
        accepted: false,
        fault: 'left nothing to decide, and its contract is refused',
      });
    }
  }
  await step('diff', Buffer.byteLength(base) > Buffer.byteLength(content) ? base : content, () =>
    compareContracts({ base: rootOf(base), head: rootOf(text) }, '2026-01-01'),
  );
  return { steps, made };
}

const rootOf = (text: string) => asVersion31(joinFiles(parseSource('openapi.yaml', text))).root;

async function measured<T>(
  command: string,
  most: number,
  work: () => T | Promise<T>,
): Promise<Step & { readonly result?: T }> {
  const before = process.cpuUsage();
  const taken = () => {
    const { user, system } = process.cpuUsage(before);
    const cpuMs = Math.round((user + system) / 1000);
    return {
      command,
      cpuMs,
      accepted: false,
      ...(cpuMs > most && { fault: `took ${cpuMs} ms of the processor, of ${most}` }),
    };
  };
  try {
    const result = await work();
    return { ...taken(), result, accepted: true };
  } catch (error) {
    if (error instanceof ContractError) return taken();
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...taken(), fault: fault.slice(0, 1500) };
  }
}
