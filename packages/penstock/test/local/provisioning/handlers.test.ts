import { describe, expect, it } from '@jest/globals';
import type { Resource } from '../../../local/assembly/live.ts';
import { autoDeleteHandler, bucketHandler } from '../../../local/provisioning/handlers/buckets.ts';
import { tableHandler } from '../../../local/provisioning/handlers/tables.ts';
import { openObjectStore } from '../../../local/s3/object-store.ts';

const resource = (properties: object): Resource => ({
  stack: 's',
  region: 'eu-west-1',
  logicalId: 'A',
  type: 'T',
  id: 'things',
  arn: '',
  serial: 0,
  properties: { ...properties },
});

describe('the handler of a bucket', () => {
  it('deletes none that holds something, unless it is emptied before', async () => {
    const objects = openObjectStore();
    objects.put('things', 'a', Buffer.from('b'), {});
    const bucket = bucketHandler(objects);

    await expect(bucket.remove(resource({}), false)).rejects.toThrow('is not empty (bucket things)');
    await bucket.remove(resource({}), true);
    expect(objects.list('things', '')).toHaveLength(1);
    await autoDeleteHandler(objects).remove(resource({ BucketName: 'things' }), false);
    await bucket.remove(resource({}), false);
    expect(objects.list('things', '')).toEqual([]);
  });
});

describe('the handler of a table', () => {
  const requests: string[] = [];
  const engine = {
    send: async (operation: string) => {
      requests.push(operation);
      return { status: 200, body: {} };
    },
  };
  const table = tableHandler(engine as unknown as Parameters<typeof tableHandler>[0]);

  it.each([
    ['as a whole', { DeletionProtectionEnabled: true }],
    ['in its region', { Replicas: [{ Region: 'eu-west-1', DeletionProtectionEnabled: true }] }],
  ])('deletes none that is protected %s', async (_, properties) => {
    await expect(table.remove(resource(properties), false)).rejects.toThrow('currently protected against deletion');
    expect(requests).toEqual([]);
  });
});
