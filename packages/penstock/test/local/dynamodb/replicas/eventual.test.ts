import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Clock } from '../../../../local/dynamodb/replicas/clock.ts';
import { createReplicatedEngine } from '../../../../local/dynamodb/replicas/replicated-engine.ts';
import { ask } from '../kinds.ts';
import { interleavedClock } from './interleaved.ts';
import { others, type Region, regions, startThreeRegions, type ThreeRegions, table } from './three-regions.ts';

const S = (text: string) => ({ S: text });
const N = (number: number) => ({ N: String(number) });
const absent = { ConditionExpression: 'attribute_not_exists(pk)' };

/** Time that goes on when it is told to; who sleeps until then goes on with it. */
function handClock(): Clock & { pass(ms: number): Promise<void> } {
  let now = 1_800_000_000_000;
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms) => new Promise<void>((wake) => sleepers.push({ until: now + ms, wake })),
    pass: async (ms) => {
      now += ms;
      for (;;) {
        const due = sleepers.filter(({ until }) => until <= now);
        if (due.length === 0) return;
        sleepers = sleepers.filter(({ until }) => until > now);
        for (const { wake } of due) wake();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

let three: ThreeRegions | undefined;
afterEach(() => {
  three?.engine.close();
  three = undefined;
});
async function start(lagMs = 500) {
  const clock = handClock();
  three = await startThreeRegions('EVENTUAL', { clock, lagMs });
  await clock.pass(0);
  return { ...three, pass: clock.pass };
}

describe('a table with multi-region eventual consistency', () => {
  it('has in other regions what one has written after the lag, and not before', async () => {
    const { put, get, told, pass, send } = await start(500);
    await put('eu-west-1', { pk: S('a'), g: S('x') });
    await pass(499);
    const early = await get('eu-west-2', 'a', { ConsistentRead: true });
    await pass(1);

    expect(early).toBeUndefined();
    expect(await get('eu-west-2')).toEqual({ pk: S('a'), g: S('x') });
    expect(await told('eu-central-1')).toEqual([{ pk: S('a'), g: S('x') }]);
    expect(await send('eu-central-1', 'Scan', { IndexName: 'by-g' })).toMatchObject({ Count: 1 });
  });

  it('checks conditions against the region alone, and the last writer wins everywhere', async () => {
    const { put, scan, pass } = await start();
    await put('eu-west-2', { pk: S('a'), by: S('eu-west-2') }, absent);
    await pass(1);
    await put('eu-west-1', { pk: S('a'), by: S('eu-west-1') }, absent);
    await pass(500);

    for (const region of regions) expect(await scan(region)).toEqual([{ pk: S('a'), by: S('eu-west-1') }]);
  });

  it('keeps the write of a region after one that it has seen, whatever the clock says', async () => {
    const { put, scan, pass } = await start(0);
    await put('eu-west-2', { pk: S('a'), n: N(1) });
    await pass(0);
    await put('eu-west-1', { pk: S('a'), n: N(2) });
    await put('eu-west-1', { pk: S('a'), n: N(3) });
    await pass(2);

    for (const region of regions) expect(await scan(region)).toEqual([{ pk: S('a'), n: N(3) }]);
  });

  it('lets a delete win over a write before it', async () => {
    const { put, send, scan, pass } = await start();
    await put('eu-west-1', { pk: S('a') });
    await pass(500);
    await put('eu-west-2', { pk: S('a'), n: N(2) });
    await pass(1);
    await send('eu-west-1', 'DeleteItem', { Key: { pk: S('a') } });
    await pass(500);

    for (const region of regions) expect(await scan(region)).toEqual([]);
  });

  it('takes the lag that is set from then on', async () => {
    const { engine, put, get, pass } = await start(5000);
    await put('eu-west-1', { pk: S('a') });
    await pass(100);
    engine.lagMs = 50;
    await pass(0);

    expect(engine.lagMs).toBe(50);
    expect(await get('eu-west-2')).toBeDefined();
  });

  it('gives a region that is back what it missed, and the others what it had not sent', async () => {
    const { engine, put, get, pass } = await start();
    await put('eu-west-1', { pk: S('mine') });
    engine.stop('eu-west-1');
    await put('eu-west-2', { pk: S('theirs') });
    await pass(1000);
    const meanwhile = await get('eu-west-2', 'mine');
    engine.start('eu-west-1');
    await pass(0);

    expect(meanwhile).toBeUndefined();
    expect(await get('eu-west-2', 'mine')).toBeDefined();
    expect(await get('eu-west-1', 'theirs')).toBeDefined();
  });

  it('deletes what has expired once, and says so in that region alone', async () => {
    const { engine, put, send, told, scan, pass } = await start();
    await send('eu-west-1', 'DeleteTable');
    for (const region of ['eu-west-2', 'eu-central-1'] as const) await send(region, 'DeleteTable');
    await send('eu-west-1', 'CreateTable', table);
    const TimeToLiveSpecification = { AttributeName: 'until', Enabled: true };
    await send('eu-west-1', 'UpdateTimeToLive', { TimeToLiveSpecification });
    await send('eu-west-1', 'UpdateTable', { ReplicaUpdates: others('eu-west-1') });
    await put('eu-west-2', { pk: S('a'), until: N(1_800_000_001) });
    await pass(2000);
    engine.stop('eu-west-1');

    expect(engine.deleteExpired()).toBe(1);
    await pass(500);
    expect(await scan('eu-central-1')).toEqual([]);
    expect(await told('eu-central-1')).toHaveLength(2);
  });

  it('converges, whatever three regions write and whichever of them stop', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(step, { maxLength: 25 }), async (s, steps) => {
        const clock = interleavedClock(s);
        const replicas = await startThreeRegions('EVENTUAL', { clock, lagMs: 300 });
        for (const one of steps) {
          await perform(one, replicas, clock);
          if (s.count() > 0 && one.n % 2 === 0) await s.waitOne();
        }
        for (const one of regions) replicas.engine.start(one);
        await s.waitIdle();
        const [first, ...rest] = await Promise.all(regions.map(replicas.scan));
        for (const other of rest) expect(other).toEqual(first);
        replicas.engine.close();
      }),
      { numRuns: 80 },
    );
  });
});

const where = { region: fc.constantFrom(...regions), pk: fc.constantFrom('a', 'b'), n: fc.nat(800) };
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), ...where }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), ...where }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('stop' as const, 'start' as const), ...where }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), ...where }) },
);

interface Step {
  readonly kind: 'put' | 'delete' | 'stop' | 'start' | 'pass';
  readonly region: Region;
  readonly pk: string;
  readonly n: number;
}

async function perform(
  { kind, region, pk, n }: Step,
  { engine, put, send }: ThreeRegions,
  clock: ReturnType<typeof interleavedClock>,
): Promise<void> {
  if (kind === 'pass') clock.tick(n);
  else if (kind === 'put') await put(region, { pk: S(pk), g: S(String(n)) }).catch(isDown);
  else if (kind === 'delete') await send(region, 'DeleteItem', { Key: { pk: S(pk) } }).catch(isDown);
  else engine[kind](region);
}

const isDown = (error: Error) => expect(error.name).toBe('InternalServerError');

describe('a replica that is added', () => {
  it('begins with what is there, indexes too, and follows the others', async () => {
    const clock = handClock();
    const engine = createReplicatedEngine({ regions, clock, lagMs: 100 });
    const send = (region: Region, operation: string, input: object) =>
      ask(engine.client(region), operation, { TableName: 'things', ...input });
    await send('eu-west-1', 'CreateTable', table);
    await send('eu-west-1', 'PutItem', { Item: { pk: S('a'), g: S('x') } });
    await send('eu-west-1', 'UpdateTable', { ReplicaUpdates: others('eu-west-1') });
    await send('eu-central-1', 'PutItem', { Item: { pk: S('b') } });
    await clock.pass(100);

    expect(await send('eu-west-2', 'Scan', { IndexName: 'by-g' })).toMatchObject({ Count: 1 });
    expect(await send('eu-west-2', 'Scan', {})).toMatchObject({ Count: 2 });
    expect((await send('eu-west-2', 'DescribeTable', {})).Table).toMatchObject({ MultiRegionConsistency: 'EVENTUAL' });
    engine.close();
  });
});

describe('the file of a replicated engine', () => {
  it('keeps tables, and what was not replicated yet', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'penstock-replicas-'));
    const file = join(folder, 'tables.db');
    const before = await startThreeRegions('EVENTUAL', { file, clock: handClock() });
    await before.put('eu-west-1', { pk: S('a') });
    before.engine.close();
    const clock = handClock();
    const engine = createReplicatedEngine({ regions, file, clock });
    await clock.pass(500);
    const found = await ask(engine.client('eu-central-1'), 'Scan', { TableName: 'things' });
    engine.close();
    rmSync(folder, { recursive: true });

    expect(found).toMatchObject({ Count: 1 });
  });
});
