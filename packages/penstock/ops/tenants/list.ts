import type { Console } from '../../cli/console.ts';
import { table } from '../../cli/table.ts';
import { UserError } from '../../cli/user-error.ts';
import type { HeldKey, RegionKeys } from './region-keys.ts';
import { noAnswer, type RegionState, surveyed } from './survey.ts';

export interface ListOptions {
  /** Only this one. */
  readonly tenant?: string;
  /** One JSON object a line. */
  readonly json: boolean;
}

interface Row {
  readonly tenant: string;
  readonly plan: string;
  /** The regions that let it in. */
  readonly regions: readonly string[];
  /** Where it is missing: an addition that ended half-way. */
  readonly missing: readonly string[];
}

/** Prints who is let in where, by name. @throws UserError at the end, naming the regions that did not answer */
export async function list(regions: readonly RegionKeys[], { tenant, json }: ListOptions, console: Console) {
  const { states, unanswered } = await surveyed(regions, tenant === undefined ? [] : [tenant]);
  const rows = rowsOf(states);
  if (json) for (const row of rows) console.print(JSON.stringify(row));
  else print(rows, tenant, console);
  if (unanswered.length === 0) return;
  throw new UserError([...unanswered.map(noAnswer), 'The list is of the other regions.'].join('\n'));
}

function print(rows: readonly Row[], tenant: string | undefined, console: Console): void {
  if (rows.length === 0) {
    console.print(tenant === undefined ? 'There are no tenants.' : `There is no tenant ${tenant}.`);
    return;
  }
  const cells = rows.map(({ tenant, plan, regions, missing }) => [tenant, plan, regions.join(' '), missing.join(' ')]);
  console.print(table(['TENANT', 'PLAN', 'REGIONS', 'MISSING IN'], cells));
  const incomplete = rows.find(({ missing }) => missing.length > 0);
  if (incomplete !== undefined) {
    const { tenant, plan } = incomplete;
    const isOnTwo = rows.some((row) => row.tenant === tenant && row.plan !== plan);
    console.print(`\nComplete it: npm run tenants -- ${isOnTwo ? 'plan' : 'add'} ${tenant} --plan ${plan}`);
  }
}

function rowsOf(states: readonly RegionState[]): readonly Row[] {
  const all = states.flatMap(({ region, keys }) => keys.map((key) => ({ region: region.region, key })));
  const groups = Map.groupBy(all, ({ key }) => nameOf(key));
  return [...groups.keys()].toSorted().flatMap((name) => {
    const group = groups.get(name) ?? [];
    const [first] = group;
    if (first === undefined) return [];
    const there = group.filter(({ key }) => key.isLinked).map(({ region }) => region);
    const missing = states.map(({ region }) => region.region).filter((region) => !there.includes(region));
    return [{ tenant: first.key.tenant, plan: first.key.plan, regions: there, missing }];
  });
}

const nameOf = ({ tenant, plan }: HeldKey): string => `${tenant} ${plan}`;
