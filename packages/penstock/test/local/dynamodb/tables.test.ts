import { describe, expect, it } from '@jest/globals';
import { resolveAssembly } from '../../../local/assembly/resolved.ts';
import { readTables } from '../../../local/dynamodb/tables.ts';

const keys = {
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
};

function read(Resources: object) {
  const stack = {
    name: 's',
    region: 'eu-west-1',
    template: { Resources },
    constructPaths: new Map(),
    assets: new Map(),
  };
  const assembly = resolveAssembly([stack]);
  return { tables: readTables(assembly), problems: assembly.problems.lines.join('\n') };
}

describe('a table of one region', () => {
  it('has its keys, indexes, expiry, and a stream where one reads it', () => {
    const { tables, problems } = read({
      Things: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          ...keys,
          GlobalSecondaryIndexes: [
            {
              IndexName: 'i',
              KeySchema: keys.KeySchema,
              Projection: { ProjectionType: 'ALL' },
              ProvisionedThroughput: {},
            },
          ],
          ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
          StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
          TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Things', 'StreamArn'] },
          FunctionName: 'x',
          StartingPosition: 'LATEST',
        },
      },
    });

    expect(problems).toBe('');
    expect(tables).toEqual([
      {
        name: 's-Things',
        isStrong: false,
        expiryAttribute: 'expires',
        request: {
          TableName: 's-Things',
          ...keys,
          BillingMode: 'PAY_PER_REQUEST',
          GlobalSecondaryIndexes: [
            { IndexName: 'i', KeySchema: keys.KeySchema, Projection: { ProjectionType: 'ALL' } },
          ],
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
        },
      },
    ]);
  });

  it('fails with a local index, by name', () => {
    const { problems } = read({
      Things: { Type: 'AWS::DynamoDB::Table', Properties: { ...keys, LocalSecondaryIndexes: [] } },
    });

    expect(problems).toContain('Properties.LocalSecondaryIndexes: the local cloud does not understand this property.');
  });
});
