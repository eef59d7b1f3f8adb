import { ContractError } from '../../../../contract/finding.ts';
import { complete } from '../../../../init/complete.ts';
import { seededRandom } from '../../../../local/random.ts';
import { Workbench } from '../workbench.ts';
import { endure, type Step } from './endure.ts';
import { mutate } from './mutate.ts';
import { pick } from './places.ts';

export interface BaseDocument {
  readonly name: string;
  readonly text: string;
}

export interface MutationRun {
  readonly documents: readonly BaseDocument[];
  readonly runs: number;
  readonly seed: number;
  /** Told of each document before it is tried. */
  readonly onTry?: (label: string) => void;
}

export interface MutationReport {
  readonly accepted: number;
  /** Of what init wrote. */
  readonly acceptedAfterInit: number;
  readonly slowest: readonly (Step & { readonly label: string })[];
  /** What a person would see that is no finding. */
  readonly faults: readonly string[];
}

interface Tried {
  readonly label: string;
  readonly steps: readonly Step[];
  readonly made: readonly string[];
  readonly content: string | Buffer;
}

/** Documents are compiled so many at once: their code is a program. */
const batch = 25;

/**
 * Mutates documents, each in its turn, and takes them through the commands. The same seed is the same mutations, run by run:
 * run 7 of seed 1 is the first of seed 7.
 */
export async function mutateDocuments({ documents, runs, seed, onTry }: MutationRun): Promise<MutationReport> {
  const bases = documents.map(withCompleted);
  const tried: Tried[] = [];
  const faults: string[] = [];
  for (let first = seed; first < seed + runs; first += batch) {
    const workbench = new Workbench();
    try {
      const some: Tried[] = [];
      for (let one = first; one < Math.min(first + batch, seed + runs); one += 1) {
        some.push(await tryOne(workbench, bases, one, onTry));
      }
      faults.push(...some.flatMap(faultsOf), ...typeErrors(workbench, some));
      tried.push(...some);
    } finally {
      workbench.remove();
    }
  }
  return { faults, ...figuresOf(tried) };
}

async function tryOne(
  workbench: Workbench,
  bases: readonly (() => Base)[],
  seed: number,
  onTry: MutationRun['onTry'],
): Promise<Tried> {
  const random = seededRandom(seed);
  const { name, texts } = (bases[seed % bases.length] ?? nothing)();
  const base = pick(random, texts);
  const { changes, content } = mutate(base, random);
  const label = `seed ${seed}: ${name}${base === texts[0] ? '' : ' after init'}, ${changes.join(', ')}`;
  onTry?.(label);
  return { label, content, ...(await endure(workbench, base, content)) };
}

interface Base {
  readonly name: string;
  readonly texts: readonly [string, ...string[]];
}

const nothing = (): Base => ({ name: 'nothing', texts: [''] });

/** A document as it is, and what init makes of it: that much of it is accepted is due to this one. */
function withCompleted({ name, text }: BaseDocument): () => Base {
  let base: Base | undefined;
  return () => {
    base ??= { name, texts: [text, ...completed(name, text)] };
    return base;
  };
}

function completed(name: string, text: string): readonly string[] {
  try {
    return [complete(name, text).after];
  } catch (error) {
    if (error instanceof ContractError) return [];
    throw error;
  }
}

const faultsOf = ({ label, steps }: Tried): readonly string[] =>
  steps.filter(({ fault }) => fault !== undefined).map(({ command, fault }) => `${label}\n  ${command}: ${fault}`);

function typeErrors(workbench: Workbench, tried: readonly Tried[]): readonly string[] {
  return Object.entries(workbench.typeErrors()).map(([folder, errors]) => {
    const label = tried.find(({ made }) => made.includes(folder))?.label ?? folder;
    return `${label}\n  its code does not compile: ${errors.slice(0, 5).join('\n  ')}`;
  });
}

function figuresOf(tried: readonly Tried[]): Omit<MutationReport, 'faults'> {
  const steps = tried.flatMap((one) => one.steps.map((step) => ({ ...step, label: one.label })));
  const accepted = (command: string) => steps.filter((step) => step.command === command && step.accepted).length;
  return {
    accepted: accepted('generate'),
    acceptedAfterInit: accepted('generate what init wrote'),
    slowest: steps.toSorted((a, b) => b.cpuMs - a.cpuMs).slice(0, 5),
  };
}
