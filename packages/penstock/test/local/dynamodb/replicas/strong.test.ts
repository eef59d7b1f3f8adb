import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { object } from '../../../../local/json.ts';
import { ask } from '../kinds.ts';
import { interleavedClock } from './interleaved.ts';
import { others, type Region, regions, startThreeRegions, type ThreeRegions, table } from './three-regions.ts';

const S = (text: string) => ({ S: text });
const N = (number: number) => ({ N: String(number) });
const absent = { ConditionExpression: 'attribute_not_exists(pk)' };

let three: ThreeRegions | undefined;
const start = async (options: Parameters<typeof startThreeRegions>[1] = {}) => {
  three = await startThreeRegions('STRONG', { roundTripMs: 1, ...options });
  return three;
};
afterEach(() => {
  three?.engine.close();
  three = undefined;
});

describe('a table with multi-region strong consistency', () => {
  it('has in every region at once what one has written, and checks conditions against it', async () => {
    const { put, get, send } = await start();
    await put('eu-west-1', { pk: S('a'), g: S('x'), by: S('eu-west-1') });

    expect(await Promise.all(regions.map((region) => get(region)))).toEqual(
      regions.map(() => ({ pk: S('a'), g: S('x'), by: S('eu-west-1') })),
    );
    await expect(
      put('eu-central-1', { pk: S('a') }, { ...absent, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item: { by: S('eu-west-1') } });
    expect(
      await send('eu-west-2', 'Query', {
        IndexName: 'by-g',
        KeyConditionExpression: 'g = :g',
        ExpressionAttributeValues: { ':g': S('x') },
      }),
    ).toMatchObject({ Count: 1 });
  });

  it('tells every region of every write, in the stream that is there', async () => {
    const { put, send, told } = await start();
    await put('eu-west-1', { pk: S('a'), by: S('eu-west-1') });
    await put('eu-central-1', { pk: S('a'), by: S('eu-central-1') });
    await send('eu-west-2', 'DeleteItem', { Key: { pk: S('a') } });

    for (const region of regions) {
      expect(await told(region)).toEqual([
        { pk: S('a'), by: S('eu-west-1') },
        { pk: S('a'), by: S('eu-central-1') },
        { deleted: { pk: S('a') } },
      ]);
    }
  });

  it('refuses a write while another region writes the item, and takes it afterwards', async () => {
    const { put } = await start();
    const first = put('eu-west-1', { pk: S('a') }, absent);
    const others = [
      put('eu-west-1', { pk: S('a') }, absent),
      put('eu-west-2', { pk: S('a') }, absent),
      put('eu-west-2', { pk: S('b') }, absent),
    ];
    const [sameRegion, otherRegion, otherItem] = await Promise.allSettled(others);

    expect(await first).toEqual({});
    expect(sameRegion).toMatchObject({ reason: { name: 'ConditionalCheckFailedException' } });
    expect(otherRegion).toMatchObject({
      reason: {
        name: 'ReplicatedWriteConflictException',
        message: expect.stringMatching(/being modified by a request in another Region/),
      },
    });
    expect(otherItem).toMatchObject({ status: 'fulfilled' });
    expect(await put('eu-west-2', { pk: S('a') })).toEqual({});
  });

  it.each([
    [
      'BatchWriteItem',
      { TableName: undefined, RequestItems: { things: [{ DeleteRequest: { Key: { pk: S('a') } } }] } },
    ],
    ['UpdateItem', { Key: { pk: S('a') }, UpdateExpression: 'REMOVE g' }],
    ['DeleteItem', { Key: { pk: S('a') } }],
  ])('refuses a %s that meets the write of another region', async (operation, input) => {
    const { put, send } = await start();
    const first = put('eu-west-1', { pk: S('a') });

    await expect(send('eu-west-2', operation, input)).rejects.toMatchObject({
      name: 'ReplicatedWriteConflictException',
    });
    expect(await first).toEqual({});
  });

  it('gives each version exactly one winner, in whatever order the regions write', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.constantFrom(...regions), { maxLength: 12 }), async (s, racers) => {
        const engine = await startThreeRegions('STRONG', { clock: interleavedClock(s) });
        const won: number[] = [];
        const race = async (region: Region) => {
          const before = object(await engine.get(region, 'a', { ConsistentRead: true })).version;
          const version = Number(object(before).N ?? 0);
          await s.schedule(Promise.resolve(), `${region} has read ${version}`);
          const condition =
            version === 0
              ? absent
              : { ConditionExpression: 'version = :v', ExpressionAttributeValues: { ':v': N(version) } };
          const item = { pk: S('a'), version: N(version + 1), writtenIn: S(region) };
          await engine.put(region, item, condition).then(
            () => won.push(version + 1),
            (error: Error) =>
              expect(['ConditionalCheckFailedException', 'ReplicatedWriteConflictException']).toContain(error.name),
          );
        };
        const all = Promise.all(racers.map(race));
        await s.waitIdle();
        await all;
        const versions = Array.from({ length: won.length }, (_, index) => index + 1);
        expect(won).toEqual(versions);
        for (const region of regions) {
          const told = await engine.told(region);
          expect(told.map((image) => Number(object(object(image).version).N))).toEqual(versions);
        }
        if (racers.length > 0) expect(won.length).toBeGreaterThan(0);
        engine.engine.close();
      }),
      { numRuns: 60 },
    );
  });

  it('goes on with two of three regions, and the third has all when it is back', async () => {
    const { engine, put, get, told } = await start();
    engine.stop('eu-central-1');
    await put('eu-west-1', { pk: S('a'), n: N(1) });
    await put('eu-west-2', { pk: S('a'), n: N(2) });

    await expect(get('eu-central-1')).rejects.toMatchObject({ name: 'InternalServerError' });
    engine.start('eu-central-1');
    expect(await get('eu-central-1')).toMatchObject({ n: N(2) });
    expect(await told('eu-central-1')).toHaveLength(2);
    expect(await put('eu-central-1', { pk: S('a'), n: N(3) })).toEqual({});
  });

  it('neither writes nor reads with strong consistency in a region that is alone', async () => {
    const { engine, put, get, send } = await start();
    await put('eu-west-1', { pk: S('a'), n: N(1) });
    engine.stop('eu-west-2');
    engine.stop('eu-central-1');
    const unavailable = { name: 'InternalServerError' };
    const keys = { Keys: [{ pk: S('a') }], ConsistentRead: true };

    await expect(put('eu-west-1', { pk: S('a'), n: N(2) })).rejects.toMatchObject(unavailable);
    await expect(get('eu-west-1', 'a', { ConsistentRead: true })).rejects.toMatchObject(unavailable);
    await expect(send('eu-west-1', 'Scan', { ConsistentRead: true })).rejects.toMatchObject(unavailable);
    await expect(
      send('eu-west-1', 'BatchGetItem', { TableName: undefined, RequestItems: { things: keys } }),
    ).rejects.toMatchObject(unavailable);
    expect(await get('eu-west-1')).toMatchObject({ n: N(1) });
  });

  it('answers a server error with HTTP 500, which clients try again', async () => {
    const { engine } = await start();
    engine.stop('eu-west-1');

    expect(await engine.client('eu-west-1').send('ListTables', {})).toMatchObject({ status: 500 });
  });

  it('drops a write that was on its way when its region stopped', async () => {
    const { engine, put, get } = await start();
    const writing = put('eu-west-1', { pk: S('a') });
    engine.stop('eu-west-1');

    await expect(writing).rejects.toMatchObject({ name: 'InternalServerError' });
    expect(await get('eu-west-2')).toBeUndefined();
    expect(await put('eu-west-2', { pk: S('a') })).toEqual({});
  });

  it('counts a witness for the majority', async () => {
    const { engine } = await start();
    const client = engine.client('eu-west-1');
    const named = { TableName: 'witnessed' };
    await ask(client, 'CreateTable', { ...table, ...named });
    await ask(client, 'UpdateTable', {
      ...named,
      MultiRegionConsistency: 'STRONG',
      ReplicaUpdates: [{ Create: { RegionName: 'eu-west-2' } }],
      GlobalTableWitnessUpdates: [{ Create: { RegionName: 'eu-west-3' } }],
    });
    engine.stop('eu-west-2');

    expect(await ask(client, 'PutItem', { ...named, Item: { pk: S('a') } })).toEqual({});
    expect((await ask(client, 'DescribeTable', named)).Table).toMatchObject({
      MultiRegionConsistency: 'STRONG',
      Replicas: [{ RegionName: 'eu-west-2' }],
      GlobalTableWitnesses: [{ RegionName: 'eu-west-3' }],
    });
    await expect(ask(engine.client('eu-central-1'), 'DescribeTable', named)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('knows no Time to Live', async () => {
    const { send } = await start();
    const TimeToLiveSpecification = { AttributeName: 'until', Enabled: true };

    await expect(send('eu-west-1', 'UpdateTimeToLive', { TimeToLiveSpecification })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(/multi-Region strong consistency/),
    });
  });

  it.each([
    ['that has items', async ({ send }: ThreeRegions) => send('eu-west-1', 'PutItem', { Item: { pk: S('a') } }), {}],
    [
      'with a Time to Live',
      async ({ send }: ThreeRegions) =>
        send('eu-west-1', 'UpdateTimeToLive', { TimeToLiveSpecification: { AttributeName: 'until', Enabled: true } }),
      {},
    ],
    ['of two replicas alone', async () => ({}), { ReplicaUpdates: others('eu-west-1').slice(1) }],
    [
      'with a replica where nothing is',
      async () => ({}),
      { ReplicaUpdates: [{ Create: { RegionName: 'eu-west-3' } }] },
    ],
  ])('fails to be made of a table %s', async (_, prepare, more) => {
    const found = await start();
    await found.send('eu-west-1', 'DeleteTable');
    await found.send('eu-west-1', 'CreateTable', table);
    await prepare(found);
    const update = { ReplicaUpdates: others('eu-west-1'), MultiRegionConsistency: 'STRONG', ...more };

    await expect(found.send('eu-west-1', 'UpdateTable', update)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
