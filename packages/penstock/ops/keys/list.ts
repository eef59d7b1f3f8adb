import type { Console } from '../../cli/console.ts';
import { table } from '../../cli/table.ts';
import type { StoredKey } from '../../runtime/access/api-key.ts';
import type { RegionTable } from './region-table.ts';

export interface ListOptions {
  /** Only those of this one. */
  readonly tenant?: string;
  /** One JSON object a line. */
  readonly json: boolean;
}

/** A key without its hash, and where it is. */
interface Row extends Omit<StoredKey, 'hash'> {
  readonly regions: readonly string[];
  /** Where it is not, or not yet. */
  readonly missing: readonly string[];
}

/** Prints the keys of a stage, by tenant and age. */
export async function list(tables: readonly RegionTable[], { tenant, json }: ListOptions, console: Console) {
  const rows = (await rowsOf(tables)).filter((row) => tenant === undefined || row.tenant === tenant);
  if (json) {
    for (const row of rows) console.print(JSON.stringify(row));
    return;
  }
  if (rows.length === 0) {
    console.print(tenant === undefined ? 'There are no keys.' : `${tenant} has no keys.`);
    return;
  }
  const cells = rows.map(({ id, tenant: of, plan, scopes, createdAt, label, missing }) => [
    id,
    of,
    plan,
    scopes.join(' ') || '-',
    createdAt.slice(0, 10),
    label || '-',
    missing.join(' '),
  ]);
  console.print(table(['KEY', 'TENANT', 'PLAN', 'SCOPES', 'SINCE', 'LABEL', 'MISSING IN'], cells));
}

export async function rowsOf(tables: readonly RegionTable[]): Promise<readonly Row[]> {
  const found = await Promise.all(tables.map(async ({ region, all }) => ({ region, keys: await all() })));
  const byId = new Map(found.flatMap(({ keys }) => keys.map((key) => [key.id, key] as const)));
  const rows = [...byId.values()].map(({ hash: _, ...key }): Row => {
    const has = ({ keys }: (typeof found)[number]) => keys.some(({ id }) => id === key.id);
    const [regions, missing] = [found.filter(has), found.filter((one) => !has(one))];
    return { ...key, regions: regions.map(({ region }) => region), missing: missing.map(({ region }) => region) };
  });
  return rows.toSorted((a, b) => a.tenant.localeCompare(b.tenant) || a.createdAt.localeCompare(b.createdAt));
}
