import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeclaredKey, UsagePlan } from '../../../local/apigateway/definition.ts';
import { openKeyStore } from '../../../local/apigateway/key-store.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const usagePlans: readonly UsagePlan[] = [{ id: 'free-id', name: 'free', methodThrottles: {} }];
const key = (tenant: string, over: Partial<DeclaredKey> = {}): DeclaredKey => ({
  id: `key-of-${tenant}`,
  name: `stage.${tenant}.free`,
  value: `value of ${tenant}`,
  enabled: true,
  tags: { 'penstock:tenant': tenant, 'penstock:plan': 'free' },
  planIds: ['free-id'],
  ...over,
});

function deployed(keys: readonly DeclaredKey[], file?: string) {
  const store = openKeyStore(file);
  store.define({ keys, usagePlans });
  return store;
}

describe('the keys of an account', () => {
  it.each([
    ['on a plan of the stage', key('acme'), true],
    ['that is not enabled', key('acme', { enabled: false }), false],
    ['on no plan', key('acme', { planIds: [] }), false],
    ['on a plan of another stage', key('acme', { planIds: ['other'] }), false],
  ])('let in by a key %s', (_, declared, isAdmitted) => {
    const store = deployed([declared]);

    expect(store.admitted('value of acme') !== undefined).toBe(isAdmitted);
    expect(store.admitted('value of nobody')).toBeUndefined();
    store.close();
  });

  it('outlive a restart when they were made at run time, and are as the template says where it has them', () => {
    const file = join(folder, 'api-keys.db');
    const before = deployed([key('acme'), key('globex')], file);
    const { planIds: _, ...made } = key('initech');
    expect([before.create(made), before.create(made)]).toEqual([true, false]);
    before.link(made.id, 'free-id');
    before.delete('key-of-acme');
    expect(before.admitted('value of acme')).toBeUndefined();
    before.close();
    const after = deployed([key('acme')], file);
    const admitted = ['acme', 'globex', 'initech'].map((tenant) => after.admitted(`value of ${tenant}`)?.key.id);
    after.close();

    expect(admitted).toEqual(['key-of-acme', undefined, 'key-of-initech']);
  });

  it('are touched by a deployment where it changes them', () => {
    const store = deployed([key('acme'), key('globex'), key('hooli')]);
    const { planIds: _, ...made } = key('initech');
    store.create(made);
    store.link(made.id, 'free-id');
    store.delete('key-of-acme');
    store.define({ keys: [key('acme'), key('globex', { enabled: false })], usagePlans });
    const admitted = ['acme', 'globex', 'hooli', 'initech'].filter(
      (tenant) => store.admitted(`value of ${tenant}`) !== undefined,
    );
    store.close();

    expect(admitted).toEqual(['initech']);
  });

  it('give way to a key of the template with the same value', () => {
    const file = join(folder, 'twins.db');
    const before = deployed([], file);
    before.create({ ...key('acme'), id: 'made' });
    before.close();
    const after = deployed([key('acme')], file);

    expect(after.list({ limit: 10 }).keys.map(({ id }) => id)).toEqual(['key-of-acme']);
    after.close();
  });

  it('are listed page by page, by what names begin with and by plan', () => {
    const keys = ['a', 'ab', 'b', 'abc'].map((tenant) => key(tenant, tenant === 'ab' ? { planIds: [] } : {}));
    const store = deployed(keys);
    const names = (query: Parameters<typeof store.list>[0]) =>
      store.list(query).keys.map(({ tags }) => tags['penstock:tenant']);
    const first = store.list({ limit: 2, name: 'stage.a' });

    expect(first.keys).toHaveLength(2);
    expect(store.list({ limit: 2, name: 'stage.a', ...(first.position && { position: first.position }) })).toEqual({
      keys: [expect.objectContaining({ id: 'key-of-abc' })],
    });
    expect(names({ limit: 10, planId: 'free-id' })).toEqual(['a', 'b', 'abc']);
    expect(names({ limit: 4 })).toHaveLength(4);
    expect(store.list({ limit: 4 })).not.toHaveProperty('position');
    store.close();
  });

  it('tell a tenant by the newest of its keys', () => {
    const store = deployed([key('acme'), key('globex')]);
    store.create({
      ...key('acme'),
      id: 'newer',
      value: 'other',
      tags: { 'penstock:tenant': 'acme', 'penstock:plan': 'pro' },
    });
    store.create({ id: 'x', name: 'of a machine', value: 'x', enabled: true, tags: {} });

    expect(store.tenant('acme')).toEqual({ name: 'acme', plan: 'pro' });
    expect(store.tenant('of a machine')).toBeUndefined();
    expect(store.tenants(1)).toEqual({ some: [{ name: 'globex', plan: 'free' }], count: 2 });
    store.close();
  });
});
