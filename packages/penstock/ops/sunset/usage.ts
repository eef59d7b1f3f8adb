import type { Deprecated } from './deprecated.ts';
import type { ResultRow, SearchLogs } from './insights.ts';

/** What one tenant did with something deprecated. */
export interface TenantUse {
  /** Empty: whoever calls what is open to all. */
  readonly tenant: string;
  readonly calls: number;
  readonly lastSeen: Date;
  /** What its clients call themselves, by how often, most first; none where that is not known. */
  readonly clients: readonly string[];
  /** Its calls of what takes the place. */
  readonly successorCalls: number;
}

export interface Usage {
  readonly deprecated: Deprecated;
  /** By calls, most first; with those that call the successor alone at the end. */
  readonly tenants: readonly TenantUse[];
}

/** Where a stage's logs are, region by region. */
export interface StageLogs {
  /** The log group of a function. */
  readonly groupOf: (name: string) => string;
  readonly searches: readonly SearchLogs[];
}

export interface Period {
  readonly since: Date;
  readonly until: Date;
}

/** How many rows a query gives at the most. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/CWL_QuerySyntax-Limit.html */
const MOST_ROWS = 10_000;

/** Who uses what is deprecated, in all regions together. */
export async function usageOf(
  deprecated: readonly Deprecated[],
  { groupOf, searches }: StageLogs,
  period: Period,
): Promise<readonly Usage[]> {
  const ask = async (functions: readonly string[], query: string): Promise<readonly ResultRow[]> => {
    const logGroups = [...new Set(functions)].map(groupOf);
    if (logGroups.length === 0) return [];
    return (await Promise.all(searches.map((search) => search({ logGroups, query, ...period })))).flat();
  };
  const successors = deprecated.flatMap(({ successor }) => successor ?? []);
  const [uses, adopted] = await Promise.all([
    ask(
      deprecated.flatMap(({ functions }) => functions),
      queryOf('DeprecatedUses = 1', 'Deprecated', names(deprecated), ['Tenant', 'UserAgent']),
    ),
    ask(successors, queryOf('Requests = 1', 'Operation', successors, ['Tenant'])),
  ]);
  return deprecated.map((one) => ({ deprecated: one, tenants: tenantsOf(one, uses, adopted) }));
}

const names = (all: readonly Deprecated[]): readonly string[] => all.map(({ name }) => name);

/** The lines are those of metrics, which functions write whatever their log level is. */
function queryOf(counted: string, field: string, values: readonly string[], by: readonly string[]): string {
  const listed = [...new Set(values)].map((value) => JSON.stringify(value)).join(', ');
  return [
    `filter ${counted} and ${field} in [${listed}]`,
    `stats count(*) as calls, max(@timestamp) as lastSeen by ${[field, ...by].join(', ')}`,
    'sort calls desc',
    `limit ${MOST_ROWS}`,
  ].join(' | ');
}

function tenantsOf(
  { name, successor }: Deprecated,
  uses: readonly ResultRow[],
  adopted: readonly ResultRow[],
): readonly TenantUse[] {
  const own = Map.groupBy(
    uses.filter(({ Deprecated }) => Deprecated === name),
    tenantOf,
  );
  const ofSuccessor = Map.groupBy(
    adopted.filter(({ Operation }) => Operation === successor),
    tenantOf,
  );
  return [...new Set([...own.keys(), ...ofSuccessor.keys()])]
    .map((tenant) => toUse(tenant, own.get(tenant) ?? [], ofSuccessor.get(tenant) ?? []))
    .toSorted((a, b) => b.calls - a.calls || a.tenant.localeCompare(b.tenant));
}

const tenantOf = ({ Tenant = '' }: ResultRow): string => Tenant;

function toUse(tenant: string, rows: readonly ResultRow[], ofSuccessor: readonly ResultRow[]): TenantUse {
  const callsOf = (some: readonly ResultRow[]) => some.reduce((sum, { calls }) => sum + Number(calls), 0);
  const agents = Map.groupBy(
    rows.filter(({ UserAgent = '' }) => UserAgent !== ''),
    ({ UserAgent = '' }) => UserAgent,
  );
  return {
    tenant,
    calls: callsOf(rows),
    lastSeen: new Date(Math.max(0, ...rows.map(({ lastSeen = '' }) => timeOf(lastSeen)))),
    clients: [...agents].toSorted(([, a], [, b]) => callsOf(b) - callsOf(a)).map(([agent]) => agent),
    successorCalls: callsOf(ofSuccessor),
  };
}

/** A time is milliseconds, or written out in UTC without its zone, as Insights shows `@timestamp`. */
const timeOf = (text: string): number =>
  /^[\d.eE+]+$/.test(text) ? Number(text) : Date.parse(`${text.replace(' ', 'T')}Z`);
