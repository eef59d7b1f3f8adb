import { agreed, type Consent } from '../../cli/consent.ts';
import type { Console } from '../../cli/console.ts';
import { rowsOf } from './list.ts';
import type { RegionTable } from './region-table.ts';

export interface RevokeOptions extends Consent {
  readonly ids: readonly string[];
}

/** Ends keys, in every region. A repetition completes what an attempt that ended half-way left. */
export async function revoke(tables: readonly RegionTable[], options: RevokeOptions, console: Console): Promise<void> {
  const { ids } = options;
  const found = (await rowsOf(tables)).filter(({ id }) => ids.includes(id));
  for (const id of ids.filter((one) => found.every((row) => row.id !== one))) {
    console.print(`Key ${id}: there is none, or it is revoked already.`);
  }
  if (found.length === 0) return;
  for (const { id, tenant, plan, label } of found) {
    console.print(`Key ${id} of ${tenant} on ${plan}${label === '' ? '' : `, ${label}`}`);
  }
  if (!(await agreed(options, console, 'Requests that show them are refused within a minute. Revoke?'))) return;
  for (const table of tables) {
    for (const { id } of found) {
      await table.delete(id);
      console.print(`Key ${id} in ${table.region}: revoked`);
    }
  }
}
