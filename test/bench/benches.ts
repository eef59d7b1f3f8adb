import { readFileSync } from 'node:fs';

/** A script of package.json that measures something. */
export interface Bench {
  /** As `npm run` takes it. */
  readonly script: string;
  /** What it measures, as AGENTS.md says it. */
  readonly measures: string;
}

const prefix = 'bench:';

/** Every measurement there is, with what AGENTS.md says of it. */
export function benches(): readonly Bench[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly scripts: Record<string, string> };
  const agents = readFileSync('AGENTS.md', 'utf8');
  const described = new Map(
    Array.from(agents.matchAll(/^\| `npm run (bench:\w+)` \| (.*) \|$/gm), ([, script = '', text = '']) => [
      script,
      text,
    ]),
  );
  return Object.keys(scripts)
    .filter((script) => script.startsWith(prefix))
    .sort()
    .map((script) => ({ script, measures: described.get(script) ?? '' }));
}

/** Those that are named, with or without `bench:` before the name; all where none is. */
export function chosen(
  all: readonly Bench[],
  names: readonly string[],
): readonly Bench[] | { readonly unknown: string } {
  if (names.length === 0) return all;
  const isNamed = ({ script }: Bench, name: string) => script === name || script === `${prefix}${name}`;
  const unknown = names.find((name) => !all.some((bench) => isNamed(bench, name)));
  if (unknown !== undefined) return { unknown };
  return all.filter((bench) => names.some((name) => isNamed(bench, name)));
}
