import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { planTag, tenantTag } from '../../contract/tenant-keys.ts';
import type { Tenant } from '../identity/issuer.ts';
import { object, parseJson } from '../json.ts';
import { makePrivateFile } from '../private-files.ts';
import type { ApiDefinition, ApiKey, DeclaredKey, UsagePlan } from './definition.ts';

/** A part of a list, and where the next one begins. */
export interface Page {
  readonly keys: readonly ApiKey[];
  readonly position?: number;
}

export interface PageQuery {
  readonly limit: number;
  readonly position?: number;
  /** What names begin with. */
  readonly name?: string;
  /** Only the keys of this usage plan. */
  readonly planId?: string;
}

/** The API keys of an account: those of the template, and those that are made and deleted while it runs. */
export interface KeyStore {
  /**
   * Has the keys and usage plans of what is deployed from now on. As in AWS, a deployment touches the keys that it
   * changes: those that were made at run time stay, and those that were deleted then stay away.
   */
  define(api: Pick<ApiDefinition, 'keys' | 'usagePlans'>): void;
  /** The enabled key of a value, with the usage plan that lets it into the stage. */
  admitted(value: string): { readonly key: ApiKey; readonly plan: UsagePlan } | undefined;
  list(query: PageQuery): Page;
  named(id: string): ApiKey | undefined;
  /** @returns false where another key has the value */
  create(key: ApiKey): boolean;
  /** @returns false where there is none */
  delete(id: string): boolean;
  /** The usage plans that a key is on. */
  plansOf(id: string): readonly string[];
  link(id: string, planId: string): void;
  /** The tenant of this name, on the plan of its newest key. */
  tenant(name: string): Tenant | undefined;
  /** As many tenants as asked for, and how many there are. */
  tenants(limit: number): { readonly some: readonly Tenant[]; readonly count: number };
  close(): void;
}

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS keys (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, value TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, tenant TEXT, key TEXT NOT NULL, template INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS keys_by_tenant ON keys (tenant);
  CREATE TABLE IF NOT EXISTS links (key TEXT NOT NULL, plan TEXT NOT NULL, PRIMARY KEY (key, plan));
`;

/** @param file where keys made at run time are kept; absent: in memory */
export function openKeyStore(file?: string): KeyStore {
  // The files that SQLite puts beside it get its mode.
  if (file !== undefined) makePrivateFile(file);
  const database = new DatabaseSync(file ?? ':memory:');
  database.exec(schema);
  const keys = keyTable(database);
  const links = linkTable(database);
  let plans = new Map<string, UsagePlan>();
  let declared = new Map<string, DeclaredKey>();
  const remove = (id: string): boolean => {
    links.delete(id);
    return keys.delete(id);
  };
  const declare = ({ planIds, ...key }: DeclaredKey): void => {
    const twin = keys.byValue(key.value);
    if (twin !== undefined) remove(twin.id);
    keys.insert(key, true);
    for (const planId of planIds) links.insert(key.id, planId);
  };
  // A template is what is deployed: its keys are as it says at every start.
  for (const id of keys.ofTemplate()) remove(id);
  return {
    define: (api) => {
      const next = new Map(api.keys.map((key) => [key.id, key]));
      const isAsBefore = (id: string) => isDeepStrictEqual(declared.get(id), next.get(id));
      for (const id of declared.keys()) if (!isAsBefore(id)) remove(id);
      for (const key of api.keys) if (!isAsBefore(key.id)) declare(key);
      declared = next;
      plans = new Map(api.usagePlans.map((plan) => [plan.id, plan]));
    },
    admitted: (value) => {
      const key = keys.byValue(value);
      if (key?.enabled !== true) return undefined;
      const plan = links.of(key.id).flatMap((id) => plans.get(id) ?? [])[0];
      return plan && { key, plan };
    },
    list: keys.list,
    named: keys.byId,
    create: (key) => {
      if (keys.byValue(key.value) !== undefined) return false;
      keys.insert(key, false);
      return true;
    },
    delete: remove,
    plansOf: links.of,
    link: links.insert,
    tenant: (name) => tenantsOf([keys.newestOf(name)])[0],
    tenants: (limit) => ({ some: tenantsOf(keys.ofTenants(limit)), count: keys.countTenants() }),
    close: () => database.close(),
  };
}

function keyTable(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO keys (id, value, name, tenant, key, template) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const byId = database.prepare('SELECT key FROM keys WHERE id = ?');
  const byValue = database.prepare('SELECT key FROM keys WHERE value = ?');
  const newest = database.prepare('SELECT key FROM keys WHERE tenant = ? ORDER BY number DESC LIMIT 1');
  const tenants = database.prepare(
    'SELECT key FROM keys WHERE number IN (SELECT max(number) FROM keys WHERE tenant IS NOT NULL GROUP BY tenant) ORDER BY number LIMIT ?',
  );
  const count = database.prepare('SELECT count(DISTINCT tenant) AS count FROM keys');
  const template = database.prepare('SELECT id FROM keys WHERE template = 1');
  const drop = database.prepare('DELETE FROM keys WHERE id = ?');
  const page = database.prepare(`
    SELECT number, key FROM keys
    WHERE number > ? AND substr(name, 1, length(?)) = ? AND (? = '' OR id IN (SELECT key FROM links WHERE plan = ?))
    ORDER BY number LIMIT ?`);
  return {
    insert: (key: ApiKey, isOfTemplate: boolean): void => {
      const tenant = key.tags[tenantTag] ?? null;
      insert.run(key.id, key.value, key.name, tenant, JSON.stringify(key), isOfTemplate ? 1 : 0);
    },
    byId: (id: string) => keysIn([byId.get(id)])[0],
    byValue: (value: string) => keysIn([byValue.get(value)])[0],
    newestOf: (tenant: string) => keysIn([newest.get(tenant)])[0],
    ofTenants: (limit: number) => keysIn(tenants.all(limit)),
    countTenants: () => Number(count.get()?.count ?? 0),
    ofTemplate: () => template.all().map(({ id }) => String(id)),
    delete: (id: string) => drop.run(id).changes > 0,
    list: ({ limit, position = 0, name = '', planId = '' }: PageQuery): Page => {
      const rows = page.all(position, name, name, planId, planId, limit + 1);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return { keys: keysIn(rows.slice(0, limit)), ...(last === undefined ? {} : { position: Number(last.number) }) };
    },
  };
}

function linkTable(database: DatabaseSync) {
  const insert = database.prepare('INSERT OR IGNORE INTO links (key, plan) VALUES (?, ?)');
  const of = database.prepare('SELECT plan FROM links WHERE key = ?');
  const drop = database.prepare('DELETE FROM links WHERE key = ?');
  return {
    insert: (key: string, plan: string): void => void insert.run(key, plan),
    of: (key: string) => of.all(key).map(({ plan }) => String(plan)),
    delete: (key: string): void => void drop.run(key),
  };
}

type Row = Readonly<Record<string, unknown>> | undefined;

/** What is read was written here. */
const keysIn = (rows: readonly Row[]): readonly ApiKey[] =>
  rows.flatMap((row) => (row === undefined ? [] : [object(parseJson(String(row.key))) as unknown as ApiKey]));

const tenantsOf = (keys: readonly (ApiKey | undefined)[]): readonly Tenant[] =>
  keys.flatMap((key) => {
    const name = key?.tags[tenantTag];
    return name === undefined ? [] : [{ name, plan: key?.tags[planTag] ?? '' }];
  });
