import type { Report, Row, Section } from './report.ts';

export interface Change {
  readonly section: Section;
  readonly name: string;
  readonly region: string;
  /** In USD; absent: it was not there. */
  readonly before?: number;
  readonly after?: number;
}

/** What costs more or less than it did, by half a cent or more. */
export function changesOf(before: Report, after: Report): readonly Change[] {
  const [old, now] = [cellsOf(before), cellsOf(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const cell = is ?? was;
    if (cell === undefined || Math.abs((is?.usd ?? 0) - (was?.usd ?? 0)) < 0.005) return [];
    const { section, name, region } = cell;
    return [{ section, name, region, ...(was && { before: was.usd }), ...(is && { after: is.usd }) }];
  });
}

interface Cell extends Pick<Row, 'section' | 'name'> {
  readonly region: string;
  readonly usd: number;
}

const cellsOf = ({ rows }: Report): ReadonlyMap<string, Cell> =>
  new Map(
    rows.flatMap(({ section, name, usd }) =>
      Object.entries(usd).map(([region, value]) => [
        JSON.stringify([section, name, region]),
        { section, name, region, usd: value },
      ]),
    ),
  );
