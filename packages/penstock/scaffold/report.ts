import type { Written } from './scaffold.ts';

/** More lines than a terminal shows at once. */
const mostLines = 40;

/** What was written, a line for each file; of many a line for each context. */
export function writtenLines(written: readonly Written[]): readonly string[] {
  const width = Math.max(...written.map(({ what }) => what.length));
  const line = (what: string, where: string) => `  ${what.padEnd(width)}  ${where}`;
  if (written.length <= mostLines) return written.map(({ file, what }) => line(what, file));
  const groups = Map.groupBy(written, ({ file, what }) => line(what, contextOf(file)));
  return [...groups].map(([text, { length }]) => (length === 1 ? text : `${text} (${length} files)`));
}

const contextOf = (file: string): string => /^functions\/[^/]+\//.exec(file)?.[0] ?? file;
