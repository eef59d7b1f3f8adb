import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readStage } from '../../cost/stage.ts';
import { systemOf } from '../../graph/system.ts';
import { smallAssembly } from '../local/fixtures/assembly.ts';

let assembly: string;
beforeAll(async () => {
  assembly = await smallAssembly({
    edit: ({ Resources: { Table } }) => {
      if (Table === undefined) throw new Error('The small template has a table.');
      const { Replicas: _, ...Properties } = Table.Properties;
      Object.assign(Table, { Type: 'AWS::DynamoDB::Table', Properties });
    },
  });
});
afterAll(() => rmSync(assembly, { recursive: true }));

/** Of `aws_dynamodb.Table`, which a plain CDK app makes. */
it('prices a table of one region', () => {
  const [region] = readStage(assembly).regions;

  expect(region?.tables).toEqual(new Map([['things', { regions: ['eu-west-1'], indexes: 0 }]]));
});

it('draws a table of one region', () => {
  const { parts } = systemOf(assembly).picture;

  expect(parts.filter(({ kind }) => kind === 'table')).toMatchObject([{ title: 'things', lines: ['1 region'] }]);
});
