import { CreateTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { add, type StageKeys } from '../../../ops/keys/add.ts';
import { list } from '../../../ops/keys/list.ts';
import { type RegionTable, regionTable } from '../../../ops/keys/region-table.ts';
import { revoke } from '../../../ops/keys/revoke.ts';
import { add as letIn } from '../../../ops/tenants/add.ts';
import { findKeyIn } from '../../../runtime/access/api-keys.ts';
import { startDynamodb, type TestDynamodb } from '../../../testkit/dynamodb.ts';
import { recorded } from '../support.ts';
import { startRegion, type TestRegion } from '../tenants/regions.ts';

const regions = ['eu-west-1', 'eu-central-1'] as const;
const stage = { app: 'penstock', name: 'dev' };
let engines: readonly TestDynamodb[];
let gateways: readonly TestRegion[];
let tables: readonly RegionTable[];

beforeAll(async () => {
  engines = await Promise.all(regions.map(() => startDynamodb()));
  tables = engines.map(({ client }, index) => regionTable(client, regions[index] ?? '', stage));
  const table = {
    TableName: 'penstock-dev-api-keys',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  } as const;
  for (const { client } of engines)
    await client.send(
      new CreateTableCommand({
        ...table,
        KeySchema: [...table.KeySchema],
        AttributeDefinitions: [...table.AttributeDefinitions],
      }),
    );
});
afterAll(async () => {
  await Promise.all(engines.map(({ stop }) => stop()));
});
beforeEach(async () => {
  gateways = await Promise.all(regions.map((region) => startRegion(region)));
});
afterEach(async () => {
  for (const table of tables) for (const { id } of await table.all()) await table.delete(id);
  await Promise.all(gateways.map(({ close }) => close()));
});

const keysOf = (): StageKeys => ({ stage: 'dev', tables, tenants: gateways.map(({ keys }) => keys) });
async function said(run: (console: ReturnType<typeof recorded>) => Promise<unknown>): Promise<readonly string[]> {
  const console = recorded();
  await run(console);
  return console.lines;
}
const admit = (tenant: string, plan: string) =>
  said((console) =>
    letIn(
      gateways.map(({ keys }) => keys),
      { tenants: [tenant], plan },
      console,
    ),
  );
const made = (over: { readonly plan?: string; readonly label?: string } = {}) =>
  said((console) =>
    add(keysOf(), { tenant: 'acme', scopes: ['parcels:read', 'parcels:write'], label: 'ERP', ...over }, console),
  );
const textIn = (lines: readonly string[]) => /pk_\S+/.exec(lines.join('\n'))?.[0] ?? '';
const idOf = (text: string) => text.split('_')[2] ?? '';
const find = (index: number, text: string, of = 'dev') =>
  findKeyIn(engines[index]?.client as TestDynamodb['client'], 'penstock-dev-api-keys', of)(text);
const yes = { dryRun: false, yes: true };

describe('a key', () => {
  it('is found by the authorizer of every region, with what it allows', async () => {
    await admit('acme', 'pro');
    const lines = await made();
    const text = textIn(lines);

    expect(text).toMatch(/^pk_dev_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/);
    expect(lines.slice(0, 2)).toEqual(regions.map((region) => `Key ${idOf(text)} of acme on pro in ${region}: added`));
    for (const index of [0, 1]) {
      expect(await find(index, text)).toMatchObject({
        tenant: 'acme',
        plan: 'pro',
        scopes: ['parcels:read', 'parcels:write'],
        label: 'ERP',
      });
    }
  });

  it('is nowhere in clear: its hash is kept, and not shown', async () => {
    await admit('acme', 'free');
    const text = textIn(await made());
    const { Item } = (await (engines[0]?.client.send(
      new GetItemCommand({ TableName: 'penstock-dev-api-keys', Key: { id: { S: idOf(text) } } }),
    ) ?? {})) as { Item?: object };
    const [listed] = await said((console) => list(tables, { json: true }, console));

    expect(JSON.stringify(Item)).not.toContain(text.split('_').slice(3).join('_'));
    expect(JSON.parse(listed ?? '')).toEqual({
      id: idOf(text),
      tenant: 'acme',
      plan: 'free',
      scopes: ['parcels:read', 'parcels:write'],
      createdAt: expect.stringMatching(/^20\d\d-.*Z$/),
      label: 'ERP',
      regions: [...regions],
      missing: [],
    });
  });

  it('is another one each time', async () => {
    await admit('acme', 'free');
    expect(textIn(await made())).not.toBe(textIn(await made()));
  });

  it.each<[string, (text: string) => string]>([
    ['with another secret', (text) => `${text.slice(0, -2)}${text.endsWith('AA') ? 'BB' : 'AA'}`],
    ['with another id', (text) => text.replace(/_[0-9a-f]{16}_/, '_0123456789abcdef_')],
    ['with more behind it', (text) => `${text}A`],
    ['with less of it', (text) => text.slice(0, -1)],
    ['that is its id', idOf],
    ['that is nothing', () => ''],
  ])('is not found %s', async (_case, change) => {
    await admit('acme', 'free');
    const text = textIn(await made());
    expect(await find(0, text)).toBeDefined();
    expect(await find(0, change(text))).toBeUndefined();
  });

  it('opens no other stage, whatever its table holds', async () => {
    await admit('acme', 'free');
    expect(await find(0, textIn(await made()), 'prod')).toBeUndefined();
  });

  it('is not found with a hash that is none', async () => {
    await admit('acme', 'free');
    const text = textIn(await made());
    await engines[0]?.client.send(
      new PutItemCommand({ TableName: 'penstock-dev-api-keys', Item: { id: { S: idOf(text) }, hash: { S: '' } } }),
    );
    expect(await find(0, text)).toBeUndefined();
  });

  it('fails for a tenant whom the gateway does not know, or not on the plan, and nothing is made', async () => {
    await expect(made()).rejects.toThrow(/acme is not let in in eu-west-1[\s\S]*tenants -- add acme$/);
    await admit('acme', 'free');
    await expect(made({ plan: 'pro' })).rejects.toThrow(/on the plan pro in eu-west-1[\s\S]*add acme --plan pro$/);
    await expect(made({ plan: 'gold' })).rejects.toThrow(/There is no plan "gold"/);
    expect(await Promise.all(tables.map((table) => table.all()))).toEqual([[], []]);
  });
});

describe('revoking', () => {
  it('ends a key in every region, and no other', async () => {
    await admit('acme', 'free');
    const [one, other] = [textIn(await made()), textIn(await made())];
    const lines = await said((console) => revoke(tables, { ids: [idOf(one)], ...yes }, console));

    expect(lines).toEqual([
      `Key ${idOf(one)} of acme on free, ERP`,
      ...regions.map((region) => `Key ${idOf(one)} in ${region}: revoked`),
    ]);
    for (const index of [0, 1]) {
      expect(await find(index, one)).toBeUndefined();
      expect(await find(index, other)).toBeDefined();
    }
  });

  it('completes what ended half-way, and can be repeated', async () => {
    await admit('acme', 'free');
    const id = idOf(textIn(await made()));
    await tables[0]?.delete(id);
    const [listed] = await said((console) => list(tables, { json: true }, console));
    expect(JSON.parse(listed ?? '')).toMatchObject({ regions: ['eu-central-1'], missing: ['eu-west-1'] });

    await said((console) => revoke(tables, { ids: [id], ...yes }, console));
    expect(await tables[1]?.all()).toEqual([]);
    expect(await said((console) => revoke(tables, { ids: [id], ...yes }, console))).toEqual([
      `Key ${id}: there is none, or it is revoked already.`,
    ]);
  });

  it('changes nothing in a dry run, nor where nobody agrees', async () => {
    await admit('acme', 'free');
    const id = idOf(textIn(await made()));
    await said((console) => revoke(tables, { ids: [id], dryRun: true, yes: false }, console));
    await expect(said((console) => revoke(tables, { ids: [id], dryRun: false, yes: false }, console))).rejects.toThrow(
      /--yes/,
    );
    expect(await tables[0]?.all()).toHaveLength(1);
  });
});

describe('the list', () => {
  it('shows those of one tenant, or says that there are none', async () => {
    await admit('acme', 'free');
    const id = idOf(textIn(await made()));
    const of = (tenant?: string) =>
      said((console) => list(tables, { json: false, ...(tenant !== undefined && { tenant }) }, console));

    expect((await of('acme')).join('\n')).toMatch(
      new RegExp(`KEY.*LABEL[\\s\\S]*${id} +acme +free +parcels:read parcels:write`),
    );
    expect(await of('globex')).toEqual(['globex has no keys.']);
    await said((console) => revoke(tables, { ids: [id], ...yes }, console));
    expect(await of()).toEqual(['There are no keys.']);
  });
});
