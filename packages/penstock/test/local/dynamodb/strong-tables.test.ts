import { DynamoDBClient, TransactGetItemsCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { startSmallCloud } from '../fixtures/cloud.ts';
import { problemsOf } from '../fixtures/problems.ts';
import { clientOptions } from '../fixtures/sdk.ts';
import type { Template } from '../fixtures/template.ts';

const regions = (...names: readonly string[]) => names.map((Region) => ({ Region }));
const strong = (more: object) => (template: Template) =>
  void Object.assign(template.Resources.Table?.Properties ?? {}, {
    MultiRegionConsistency: 'STRONG',
    Replicas: regions('eu-west-1', 'eu-west-2', 'eu-central-1'),
    ...more,
  });

describe('a table with multi-region strong consistency', () => {
  it.each<[string, object]>([
    ['of three regions', {}],
    [
      'of two and a witness',
      { Replicas: regions('eu-west-1', 'eu-west-3'), GlobalTableWitnesses: regions('eu-west-2') },
    ],
    ['with expiry that is off', { TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: false } }],
  ])('%s is taken', async (_, more) => {
    expect(await problemsOf(strong(more))).toBe('');
  });

  it.each<[string, object, RegExp]>([
    [
      'with expiry',
      { TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } },
      /Table, .*TimeToLiveSpecification: .*has no Time to Live/,
    ],
    [
      'with a local index',
      { LocalSecondaryIndexes: [{ IndexName: 'by' }] },
      /Table, .*LocalSecondaryIndexes: .*has no local secondary indexes/,
    ],
    ['of one region', { Replicas: regions('eu-west-1') }, /three replicas, or two and a witness, received 1 and 0/],
    ['of two', { Replicas: regions('eu-west-1', 'eu-west-2') }, /received 2 and 0/],
    ['of three and a witness', { GlobalTableWitnesses: regions('eu-west-3') }, /received 3 and 1/],
    [
      'over two sets of regions',
      { Replicas: regions('eu-west-1', 'eu-west-2', 'us-east-1') },
      /regions are of one set .*received eu-west-1, eu-west-2, us-east-1/,
    ],
  ])('%s is refused, as at its creation', async (_, more, message) => {
    expect(await problemsOf(strong(more))).toMatch(message);
  });

  it('refuses transactions to an SDK', async () => {
    const small = await startSmallCloud({ edit: strong({}) });
    const client = new DynamoDBClient(clientOptions(small.cloud));
    const Get = { TableName: 'things', Key: { pk: { S: 'a' } } };
    const refusal = await client
      .send(new TransactGetItemsCommand({ TransactItems: [{ Get }] }))
      .catch((error: unknown) => error);
    await small.close();

    expect(refusal).toMatchObject({
      name: 'ValidationException',
      message: 'TransactGetItems is not supported on tables with multi-Region strong consistency: things',
    });
  });
});
