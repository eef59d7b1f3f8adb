import type { Change } from './mutators/change.ts';
import { mutators } from './mutators/index.ts';
import { childrenOf, type Node, parseModule } from './syntax.ts';

/** A change of one place of the source that some test has to notice. */
export interface Mutant {
  /** Of its file: 1 is the first. */
  readonly number: number;
  readonly line: number;
  /** The source line that it begins in. */
  readonly text: string;
  readonly original: string;
  readonly replacement: string;
}

export interface Instrumented {
  readonly mutants: readonly Mutant[];
  /** The module with all mutants in it, each behind `__mutant(number)`; `offset` is added to the numbers. */
  readonly code: (offset: number) => string;
}

/** Finds the mutants of a module. */
export function instrument(source: string): Instrumented {
  const program = parseModule(source);
  const bySite = new Map<Node, Change[]>();
  collect(program, [], source, bySite);
  const changes = [...bySite.values()]
    .flat()
    .toSorted((a, b) => a.site.start - b.site.start || b.site.end - a.site.end);
  const numbers = new Map(changes.map((change, index) => [change, index + 1]));
  const lines = source.split('\n');
  return {
    mutants: changes.map(({ site, replacement }, index) => {
      const line = source.slice(0, site.start).split('\n').length;
      const original = source.slice(site.start, site.end);
      return { number: index + 1, line, text: (lines[line - 1] ?? '').trim(), original, replacement };
    }),
    code: (offset) => {
      const guards = (site: Node) =>
        (bySite.get(site) ?? []).map((change) => ({ ...change, id: (numbers.get(change) ?? 0) + offset }));
      return render(program, source, guards);
    },
  };
}

function collect(at: Node, ancestors: readonly Node[], source: string, into: Map<Node, Change[]>): void {
  for (const mutate of Object.values(mutators)) {
    for (const change of mutate({ at, source, ancestors })) {
      const known = into.get(change.site) ?? [];
      const original = source.slice(change.site.start, change.site.end);
      if (change.replacement === original || known.some((one) => one.replacement === change.replacement)) continue;
      into.set(change.site, [...known, change]);
    }
  }
  for (const child of childrenOf(at)) collect(child, [...ancestors, at], source, into);
}

type Guards = (site: Node) => readonly (Change & { readonly id: number })[];

function render(at: Node, source: string, guards: Guards): string {
  const parts: string[] = [];
  let position = at.start;
  for (const child of childrenOf(at)) {
    // A shorthand property is its own value, and a parameter's default begins where the parameter does.
    if (child.start < position) continue;
    parts.push(source.slice(position, child.start), render(child, source, guards));
    position = child.end;
  }
  const whole = parts.join('') + source.slice(position, at.end);
  const choices = guards(at);
  if (choices.length === 0) return whole;
  if (at.type === 'BlockStatement') return `{if(${choices.map(({ id }) => `__mutant(${id})`)}){}else${whole}}`;
  return `(${choices.map(({ id, replacement }) => `__mutant(${id})?(${replacement}):`).join('')}(${whole}))`;
}
