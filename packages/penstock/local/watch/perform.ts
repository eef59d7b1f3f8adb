import { join } from 'node:path';
import { programFiles } from '../../build/program.ts';
import { rebuild } from '../../build/rebuild.ts';
import { clock, withoutStage } from '../log-printer.ts';
import { runNode } from '../run-node.ts';
import type { Session } from '../session.ts';
import { program } from '../synthesize.ts';
import { changeLine } from './plan-changes.ts';
import type { Change } from './scan.ts';
import { type Known, type Work, workOf } from './work.ts';

export interface Performer {
  readonly known: Known;
  /**
   * Does what changes ask for.
   *
   * @throws UserError with the mistake in the sources, where there is one; then what ran before runs on
   */
  perform(changes: readonly Change[], signal: AbortSignal): Promise<void>;
}

export interface PerformerOptions {
  /** The folder of the app. */
  readonly root: string;
  readonly session: Pick<Session, 'record' | 'replaceCode' | 'renew'>;
  readonly print: (line: string) => void;
  /** Derives files from the contract. */
  readonly generate?: (signal: AbortSignal) => Promise<void>;
}

const generator = join(import.meta.dirname, '../../cli/penstock.js');

export async function generateFiles(signal: AbortSignal): Promise<void> {
  await runNode([generator, 'generate'], { signal });
}

/** @throws UserError when the program that synthesizes the app does not compile */
export async function createPerformer(options: PerformerOptions): Promise<Performer> {
  const { root, session, print, generate = generateFiles } = options;
  let files = await programFiles(root, program);
  let broken: ReadonlySet<string> = new Set();
  let isSynthBroken = false;
  const known = (): Known => ({ record: session.record, program: files, broken, isSynthBroken });
  const say = (text: string) => print(`${clock()} ${text}`);

  const bundleAgain = async ({ functions }: Work, changes: readonly Change[]) => {
    const began = performance.now();
    const before = broken;
    broken = new Set([...broken, ...functions]);
    const { record, changed } = await rebuild(session.record, functions);
    const live = await session.replaceCode(record, changed);
    broken = new Set([...before].filter((name) => !functions.includes(name)));
    const what =
      live.length === 0 ? 'no function is different' : `live in ${live.map((name) => withoutStage(name)).join(', ')}`;
    say(`${pathsOf(changes)}: ${what} after ${secondsSince(began)}.`);
  };
  const synthesizeAgain = async (work: Work, changes: readonly Change[], signal: AbortSignal) => {
    say(`${pathsOf(changes)}: synthesizing again ...`);
    const began = performance.now();
    isSynthBroken = true;
    if (work.generate) await generate(signal);
    const found = await session.renew(signal);
    files = await programFiles(root, program);
    isSynthBroken = false;
    broken = new Set();
    const took = secondsSince(began);
    say(found.length === 0 ? `Nothing that runs is different (${took}).` : `Live after ${took}:`);
    for (const change of found) print(`  ${changeLine(change)}`);
  };
  return {
    get known() {
      return known();
    },
    perform: async (changes, signal) => {
      const work = workOf(changes, known());
      if (work.synthesize) await synthesizeAgain(work, changes, signal);
      else if (work.functions.length > 0) await bundleAgain(work, changes);
    },
  };
}

function pathsOf(changes: readonly Change[]): string {
  const paths = [...new Set(changes.map(({ path }) => path))];
  return paths.length <= 3 ? paths.join(', ') : `${paths.slice(0, 2).join(', ')} and ${paths.length - 2} more`;
}

const secondsSince = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
