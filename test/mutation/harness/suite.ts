import { format } from 'node:util';

type Work = () => unknown;

/** A case with what runs before and after it: what Jest makes of `it`. */
export interface Case {
  readonly name: string;
  readonly work: Work;
  /** From the outermost to its own. */
  readonly blocks: readonly Block[];
}

export interface Block {
  readonly name: string;
  readonly hooks: Readonly<Record<Hook, Work[]>>;
}

const hooks = ['beforeAll', 'beforeEach', 'afterEach', 'afterAll'] as const;
export type Hook = (typeof hooks)[number];

type Row = readonly unknown[];
type EachWork = (...row: never[]) => unknown;

interface Definer<Of> {
  (name: string, work: Of): void;
  each(table: readonly unknown[]): (name: string, work: EachWork) => void;
}

/** What a test file defines with Jest's words, in the order in which it would run. */
export interface Suite {
  readonly cases: readonly Case[];
  /** What surrounds all of them. */
  readonly file: Block;
  readonly globals: Readonly<Record<Hook, (work: Work) => void>> & {
    readonly describe: Definer<Work>;
    readonly it: Definer<Work>;
  };
}

/** Collects the cases of one test file. Names that repeat are told apart by a number. */
export function suite(): Suite {
  const cases: Case[] = [];
  const seen = new Map<string, number>();
  const file = block('');
  let blocks: readonly Block[] = [file];
  const nameOf = (name: string): string => {
    const whole = [...blocks.map((one) => one.name), name].filter((part) => part !== '').join(' ');
    const times = (seen.get(whole) ?? 0) + 1;
    seen.set(whole, times);
    return times === 1 ? whole : `${whole} #${times}`;
  };
  const it = (name: string, work: Work): void => {
    cases.push({ name: nameOf(name), work, blocks });
  };
  const describe = (name: string, work: Work): void => {
    const outer = blocks;
    blocks = [...outer, block(name)];
    work();
    blocks = outer;
  };
  const hook = (name: Hook) => (work: Work) => void blocks.at(-1)?.hooks[name].push(work);
  const [beforeAll, beforeEach, afterEach, afterAll] = [
    hook('beforeAll'),
    hook('beforeEach'),
    hook('afterEach'),
    hook('afterAll'),
  ];
  const globals = { describe: withEach(describe), it: withEach(it), beforeAll, beforeEach, afterEach, afterAll };
  return { cases, file, globals };
}

const block = (name: string): Block => ({
  name,
  hooks: { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] },
});

const withEach = (define: (name: string, work: Work) => void): Definer<Work> =>
  Object.assign(define, {
    each: (table: readonly unknown[]) => (name: string, work: EachWork) => {
      // As Jest does: where any entry is no list, each entry is one argument.
      const isOfRows = table.every((entry) => Array.isArray(entry));
      for (const entry of table) {
        const row = isOfRows ? (entry as Row) : [entry];
        const shown = row.slice(0, name.match(/%[sidjop]/g)?.length ?? 0);
        define(format(name, ...shown), () => (work as (...args: Row) => unknown)(...row));
      }
    },
  });
