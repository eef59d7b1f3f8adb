import type { InsightsQuery, Statistic } from './parse-query.ts';

/** A line of a log, as a query sees it. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

export type Field = { readonly field: string; readonly value: string };

/** The rows that lines give: those in JSON have its members as fields. */
export function runQuery(
  { conditions, statistics, by, sort, limit }: InsightsQuery,
  lines: readonly LogLine[],
): readonly (readonly Field[])[] {
  const found = lines
    .map(fieldsOf)
    .filter((fields) => conditions.every(({ field, values }) => values.some((value) => value === fields[field])));
  const groups = Map.groupBy(found, (fields) => JSON.stringify(by.map((name) => fields[name] ?? null)));
  const rows = [...groups.values()].map((group) => ({
    ...Object.fromEntries(by.flatMap((name) => (group[0]?.[name] === undefined ? [] : [[name, group[0][name]]]))),
    ...Object.fromEntries(statistics.map((one) => [one.name, resultOf(one, group)])),
  })) as Fields[];
  return sorted(rows, sort)
    .slice(0, limit)
    .map((row) => Object.entries(row).map(([field, value]) => ({ field, value: String(value) })));
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf({ timestamp, message }: LogLine): Fields {
  const own = { '@timestamp': timestamp, '@message': message };
  try {
    const parsed: unknown = JSON.parse(message);
    return typeof parsed === 'object' ? { ...parsed, ...own } : own;
  } catch {
    return own;
  }
}

const resultOf = ({ maximumOf }: Statistic, group: readonly Fields[]): number =>
  maximumOf === undefined ? group.length : Math.max(...group.map((fields) => Number(fields[maximumOf])));

function sorted(rows: readonly Fields[], sort: InsightsQuery['sort']): readonly Fields[] {
  if (sort === undefined) return rows;
  const { column, descending } = sort;
  const by = (a: Fields, b: Fields) => Number(a[column]) - Number(b[column]);
  return rows.toSorted((a, b) => (descending ? by(b, a) : by(a, b)));
}
