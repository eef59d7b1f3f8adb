import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UserError } from '../../../cli/user-error.ts';
import { add } from '../../../ops/tenants/add.ts';
import { changePlan } from '../../../ops/tenants/change-plan.ts';
import { list } from '../../../ops/tenants/list.ts';
import type { RegionKeys } from '../../../ops/tenants/region-keys.ts';
import { remove } from '../../../ops/tenants/remove.ts';
import { recorded } from '../support.ts';
import { plans, startRegion, type TestRegion } from './regions.ts';

let west: TestRegion;
let central: TestRegion;
beforeEach(async () => {
  [west, central] = await Promise.all([startRegion('eu-west-1'), startRegion('eu-central-1')]);
});
afterEach(async () => {
  await Promise.all([west.close(), central.close()]);
});

const both = () => [west.keys, central.keys];
const yes = { dryRun: false, yes: true };

/** What a command prints. */
async function said(run: (console: ReturnType<typeof recorded>) => Promise<unknown>): Promise<readonly string[]> {
  const console = recorded();
  await run(console);
  return console.lines;
}
const addTo = (regions: readonly RegionKeys[], tenant: string, plan?: string) =>
  said((console) => add(regions, { tenants: tenant.split(','), ...(plan === undefined ? {} : { plan }) }, console));
const listed = async (regions: readonly RegionKeys[] = both()) =>
  (await said((console) => list(regions, { json: true }, console))).map((line) => JSON.parse(line));

/** A region in which one call fails, as a network does. */
const broken = (region: RegionKeys, call: 'create' | 'link' | 'delete'): RegionKeys => ({
  ...region,
  [call]: () => Promise.reject(new Error(`${call} got no answer`)),
});

describe('adding a tenant', () => {
  it('lets it in with the same key in every region', async () => {
    expect(await addTo(both(), 'acme', 'pro')).toEqual([
      'acme on pro in eu-west-1: added',
      'acme on pro in eu-central-1: added',
    ]);
    expect([west, central].map((region) => region.admitted('acme.pro', 'acme.free'))).toEqual([
      ['acme.pro'],
      ['acme.pro'],
    ]);
  });

  it('changes nothing when it is repeated', async () => {
    await addTo(both(), 'acme', 'pro');

    expect(await addTo(both(), 'acme', 'pro')).toEqual([
      'acme on pro in eu-west-1: was there already',
      'acme on pro in eu-central-1: was there already',
    ]);
    expect(west.store.list({ limit: 10 }).keys).toHaveLength(1);
  });

  it.each(['create', 'link'] as const)('is completed by repeating it when %s of a region failed', async (call) => {
    await expect(addTo([west.keys, broken(central.keys, call)], 'acme')).rejects.toThrow('got no answer');
    expect(central.admitted('acme.free')).toEqual([]);
    const again = await addTo(both(), 'acme');

    expect(again).toEqual([
      'acme on free in eu-west-1: was there already',
      `acme on free in eu-central-1: ${call === 'create' ? 'added' : 'completed: it had a key that was on no plan'}`,
    ]);
    expect(central.admitted('acme.free')).toEqual(['acme.free']);
  });

  it.each([
    ['a key', async (region: RegionKeys) => void (await region.create('acme', 'free'))],
    [
      'a key on its plan',
      async (region: RegionKeys) => {
        const plan = (await region.plans()).find(({ name }) => name === 'free');
        if (plan !== undefined) await region.link(await region.create('acme', 'free'), plan);
      },
    ],
  ])('ends well where somebody else made %s meanwhile', async (_, meanwhile) => {
    let isFirst = true;
    const raced: RegionKeys = {
      ...west.keys,
      keys: async (tenant) => {
        const found = await west.keys.keys(tenant);
        if (isFirst) await meanwhile(west.keys);
        isFirst = false;
        return found;
      },
    };
    await addTo([raced], 'acme', 'free');

    expect(west.admitted('acme.free')).toEqual(['acme.free']);
    expect(west.store.list({ limit: 10 }).keys).toHaveLength(1);
  });

  it('gives the plan with the lowest rate, and keeps the one that it is on', async () => {
    await addTo(both(), 'globex', 'pro');
    await addTo(both(), 'acme,globex');

    expect(west.admitted('acme.free', 'acme.pro', 'globex.free', 'globex.pro')).toEqual(['acme.free', 'globex.pro']);
  });

  it.each([
    ['a plan that there is not', 'acme', 'gold', 'There is no plan "gold" in eu-west-1'],
    ['a tenant that is on another', 'globex', 'free', 'npm run tenants -- plan globex --plan free'],
    ['one of several that is on another', 'acme,globex', 'free', 'globex is on the plan pro in eu-west-1'],
  ])('fails on %s, and changes nothing', async (_, tenants, plan, message) => {
    await addTo([west.keys], 'globex', 'pro');

    await expect(addTo(both(), tenants, plan)).rejects.toThrow(UserError);
    await expect(addTo(both(), tenants, plan)).rejects.toThrow(message);
    expect(west.admitted('acme.free', 'globex.free')).toEqual([]);
  });

  it('fails where the stage is not deployed, and changes nothing', async () => {
    const empty = await startRegion('eu-west-2', []);
    const adding = addTo([west.keys, empty.keys], 'acme');

    await expect(adding).rejects.toThrow('The stage has no usage plans in eu-west-2');
    expect(west.admitted('acme.free')).toEqual([]);
    await empty.close();
  });

  it('takes no key of a stage whose name begins alike', async () => {
    await west.store.create({ id: 'x', name: 'penstock-dev-eu.acme.free', value: 'v', enabled: true, tags: {} });
    await addTo([west.keys], 'acme', 'free');

    expect((await listed([west.keys])).map(({ tenant }) => tenant)).toEqual(['acme']);
    expect(plans).toHaveLength(2);
  });
});

describe('another plan', () => {
  const change = (over: Partial<Parameters<typeof changePlan>[1]> = {}, regions = both()) =>
    said((console) => changePlan(regions, { tenants: ['acme'], plan: 'pro', keep: false, ...yes, ...over }, console));
  const admitted = () => west.admitted('acme.free', 'acme.pro');
  beforeEach(() => addTo(both(), 'acme', 'free'));

  it('takes the place of the one before, in every region', async () => {
    expect(await change()).toEqual([
      'acme: pro instead of free',
      'acme on pro in eu-west-1: added',
      'acme on pro in eu-central-1: added',
      'acme on free in eu-west-1: removed',
      'acme on free in eu-central-1: removed',
    ]);
    expect([admitted(), central.admitted('acme.free', 'acme.pro')]).toEqual([['acme.pro'], ['acme.pro']]);
  });

  it('stands beside it while tokens claim it, and then alone', async () => {
    await change({ keep: true, yes: false });
    expect(admitted()).toEqual(['acme.free', 'acme.pro']);
    expect((await addTo(both(), 'acme', 'pro'))[0]).toBe('acme on pro in eu-west-1: was there already');
    await change();
    expect(admitted()).toEqual(['acme.pro']);
  });

  it('locks nobody out when it ends half-way, and is completed by repeating it', async () => {
    await expect(change({}, [west.keys, broken(central.keys, 'create')])).rejects.toThrow('got no answer');
    expect([admitted(), central.admitted('acme.free')]).toEqual([['acme.free', 'acme.pro'], ['acme.free']]);
    await change();
    expect([admitted(), central.admitted('acme.free', 'acme.pro')]).toEqual([['acme.pro'], ['acme.pro']]);
  });

  it.each([
    ['a dry run', { dryRun: true }],
    ['a dry run that would keep', { dryRun: true, keep: true }],
  ])('is not made by %s', async (_, over) => {
    expect((await change(over)).at(-1)).toBe('Dry run: nothing was changed.');
    expect(admitted()).toEqual(['acme.free']);
  });

  it.each([
    ['nobody agrees', { yes: false }, 'There is no terminal to confirm on'],
    ['there is no such tenant', { tenants: ['initech'] }, 'npm run tenants -- add initech'],
    ['there is no such plan', { plan: 'gold' }, 'There is no plan "gold"'],
  ])('fails where %s, and changes nothing', async (_, over, message) => {
    await expect(change(over)).rejects.toThrow(message);
    expect(admitted()).toEqual(['acme.free']);
  });
});

describe('removing a tenant', () => {
  const removeAcme = (over = {}, regions = both()) =>
    said((console) => remove(regions, { tenants: ['acme'], ...yes, ...over }, console));
  beforeEach(() => addTo(both(), 'acme,acme-2', 'free'));

  it('locks it out in every region, and nobody else', async () => {
    expect((await removeAcme()).slice(-2)).toEqual([
      'acme on free in eu-west-1: removed',
      'acme on free in eu-central-1: removed',
    ]);
    expect([west, central].map((region) => region.admitted('acme.free', 'acme-2.free'))).toEqual([
      ['acme-2.free'],
      ['acme-2.free'],
    ]);
  });

  it('has nothing to do when it is repeated', async () => {
    await removeAcme();

    expect(await removeAcme()).toEqual(['acme: no key in any region, nothing to remove.']);
  });

  it('ends well where the key went meanwhile', async () => {
    const [key] = await west.keys.keys('acme');
    if (key !== undefined) await west.keys.delete(key);

    await expect(west.keys.delete(key ?? ({} as never))).resolves.toBeUndefined();
  });

  it('fails without consent, and changes nothing', async () => {
    await expect(removeAcme({ yes: false })).rejects.toThrow('There is no terminal to confirm on');
    expect(west.admitted('acme.free')).toEqual(['acme.free']);
  });
});

describe('the list', () => {
  it('says who is on which plan, where, and what is missing', async () => {
    await addTo(both(), 'globex', 'pro');
    await addTo([west.keys], 'acme', 'free');
    await central.keys.create('acme', 'free');

    expect(await listed()).toEqual([
      { tenant: 'acme', plan: 'free', regions: ['eu-west-1'], missing: ['eu-central-1'] },
      { tenant: 'globex', plan: 'pro', regions: ['eu-west-1', 'eu-central-1'], missing: [] },
    ]);
    expect(await said((console) => list(both(), { json: false }, console))).toEqual([
      [
        'TENANT  PLAN  REGIONS                 MISSING IN',
        'acme    free  eu-west-1               eu-central-1',
        'globex  pro   eu-west-1 eu-central-1',
      ].join('\n'),
      '\nComplete it: npm run tenants -- add acme --plan free',
    ]);
  });

  it.each([
    [undefined, 'There are no tenants.'],
    ['acme', 'There is no tenant acme.'],
  ])('says so where there is nobody (%s)', async (tenant, message) => {
    const options = { json: false, ...(tenant === undefined ? {} : { tenant }) };

    expect(await said((console) => list(both(), options, console))).toEqual([message]);
  });

  it('holds ten thousand tenants', async () => {
    for (let number = 0; number < 10_000; number++) {
      const value = `penstock-usage-key.dev.t${number}.free`;
      west.store.create({ id: `k${number}`, name: `penstock-dev.t${number}.free`, value, enabled: true, tags: {} });
      west.store.link(`k${number}`, 'free-id');
    }
    expect(await listed([west.keys])).toHaveLength(10_000);
    expect(await addTo([west.keys], 't9999')).toEqual(['t9999 on free in eu-west-1: was there already']);
  });
});

describe('a region that does not answer', () => {
  const lost = (region: RegionKeys): RegionKeys => ({
    ...region,
    plans: () => Promise.reject(Object.assign(new Error('The Region is stopped.'), { name: 'Gone', $metadata: {} })),
  });
  const refusal = 'eu-central-1 did not answer: AWS refuses: Gone: The Region is stopped.';

  it('is named after the tenants of the others', async () => {
    await addTo(both(), 'acme', 'pro');
    const console = recorded();
    const listing = list([west.keys, lost(central.keys)], { json: false }, console);

    await expect(listing).rejects.toThrow(new UserError(`${refusal}\nThe list is of the other regions.`));
    expect(console.lines.join('\n')).toMatch(/acme +pro +eu-west-1/);
    expect(console.lines.join('\n')).not.toContain('Complete it');
  });

  it('keeps a tenant from being added to half of the stage', async () => {
    await expect(addTo([west.keys, lost(central.keys)], 'acme', 'pro')).rejects.toThrow(new UserError(refusal));
    expect(west.admitted('acme.pro')).toEqual([]);
  });

  it('is what is said where no other does', async () => {
    await expect(listed([lost(west.keys)])).rejects.toThrow('The Region is stopped.');
  });

  it('is not one in which nothing is deployed', async () => {
    const bare = await startRegion('eu-west-2', []);
    await expect(listed([west.keys, bare.keys])).rejects.toThrow('The stage has no usage plans in eu-west-2');
    await bare.close();
  });

  it('leaves a bug what it is', async () => {
    const bug = new TypeError('undefined is not a function');
    const broken = { ...central.keys, plans: () => Promise.reject(bug) };
    await expect(listed([west.keys, broken])).rejects.toBe(bug);
  });
});
