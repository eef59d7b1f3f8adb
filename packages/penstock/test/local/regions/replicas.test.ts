import { describe, expect, it } from '@jest/globals';
import type { Resource } from '../../../local/assembly/live.ts';
import { createReplicas } from '../../../local/regions/replicas.ts';
import { replicasOf } from '../../../local/regions/replicas-of.ts';

const made = (type: string, properties: object, more: Partial<Resource> = {}): Resource => ({
  ...{ stack: 'data', region: 'a', logicalId: 'One', type, properties: { ...properties }, serial: 0 },
  ...{ id: 'things', arn: 'arn:aws:dynamodb:a:1:table/things' },
  ...more,
});
const table = made('AWS::DynamoDB::GlobalTable', { Replicas: [{ Region: 'a' }, { Region: 'b' }, { Region: 'c' }] });
const secretArn = 'arn:aws:secretsmanager:a:1:secret:shared-abc123';
const secret = made(
  'AWS::SecretsManager::Secret',
  { KmsKeyId: 'key-in-a', ReplicaRegions: [{ Region: 'b' }, { Region: 'c', KmsKeyId: 'key-in-c' }] },
  { id: secretArn, arn: '' },
);
const stream = made(
  'Custom::ReplicaStream',
  { Region: 'b', TableName: 'things' },
  { id: 'b:/things-stream', arn: 'arn:aws:dynamodb:b:1:table/things/stream/now' },
);

describe('what a resource is in other regions', () => {
  it.each([
    [
      'a table with its replicas there',
      table,
      ['arn:aws:dynamodb:b:1:table/things', 'arn:aws:dynamodb:c:1:table/things'],
    ],
    ['the stream of a replica, as it is', stream, ['arn:aws:dynamodb:b:1:table/things/stream/now']],
    ['nothing, for a table of one region', made('AWS::DynamoDB::GlobalTable', { Replicas: [{ Region: 'a' }] }), []],
    ['nothing, for what has no replicas', made('AWS::SQS::Queue', {}), []],
    ['nothing, for what is a replica itself', { ...table, region: 'b', replicaOf: 'a' }, []],
  ])('is %s', (_, resource, arns) => {
    expect(replicasOf(resource).map(({ arn }) => arn)).toEqual(arns);
    expect(replicasOf(resource).every(({ replicaOf }) => replicaOf === 'a')).toBe(true);
  });

  it('is a secret with the key that it has there', () => {
    const [inB, inC] = replicasOf(secret);

    expect(inB).toMatchObject({ region: 'b', id: secretArn.replace(':a:', ':b:') });
    expect([inB?.properties.KmsKeyId, inC?.properties.KmsKeyId]).toEqual([undefined, 'key-in-c']);
  });
});

describe('the replicas of regions', () => {
  it('are those that another region has there, and each region hears of its own alone', () => {
    const replicas = createReplicas();
    const heard: string[] = [];
    replicas.onChange((region) => heard.push(region));
    replicas.publish('a', replicasOf(table));
    replicas.publish('a', replicasOf(table));
    replicas.publish('c', replicasOf({ ...stream, region: 'c' }));

    expect(heard).toEqual(['b', 'c', 'b']);
    expect(replicas.in('b').map(({ id }) => id)).toEqual(['things', 'b:/things-stream']);
  });

  it('are gone when no stack has them any more', () => {
    const replicas = createReplicas();
    replicas.publish('a', replicasOf(table));
    const heard: string[] = [];
    replicas.onChange((region) => heard.push(region));
    replicas.publish('a', []);

    expect([heard, replicas.in('b')]).toEqual([['b', 'c'], []]);
  });
});
