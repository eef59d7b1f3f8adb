import { describe, expect, it } from '@jest/globals';
import { streamConsumersRule } from '../../rules/stream-consumers.ts';
import { judge, type Resources, stackWith } from '../template.ts';

const reader = (of: string): Resources[string] => [
  'AWS::Lambda::EventSourceMapping',
  { EventSourceArn: { 'Fn::GetAtt': [of, 'StreamArn'] }, StartingPosition: 'LATEST' },
];
const readers = (count: number, of = 'Table'): Resources =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`Reader${index}`, reader(of)]));
const replicas = (...regions: string[]) => ({ Replicas: regions.map((Region) => ({ Region })) });

describe('the readers of a stream of a table', () => {
  it.each([
    ['two of a table of one region', 'AWS::DynamoDB::Table', {}, 2],
    ['two of a global table of one region', 'AWS::DynamoDB::GlobalTable', replicas('eu-west-1'), 2],
    ['one of a global table', 'AWS::DynamoDB::GlobalTable', replicas('eu-west-1', 'eu-west-2'), 1],
  ])('are at most %s', (_case, type, properties, most) => {
    const Table = [type, properties] as const;

    expect(judge(streamConsumersRule, { Table, ...readers(most) })).toEqual([]);
    expect(judge(streamConsumersRule, { Table, ...readers(most + 1) })).toEqual([
      {
        stack: 'stack',
        logicalId: 'Table',
        location: 'Properties.StreamSpecification',
        message: `received ${most + 1} event sources, expected at most ${most}`,
        fix: 'let one function read the stream and hand changes on, for example to an EventBus or a Topic',
      },
    ]);
  });

  it('are those of this table and its stack', () => {
    const Table = ['AWS::DynamoDB::Table', {}] as const;
    const stacks = [stackWith({ Table }), stackWith(readers(3), 'other')];

    expect(judge(streamConsumersRule, { Table, ...readers(3, 'Other') })).toEqual([]);
    expect(judge(streamConsumersRule, {}, { stacks })).toEqual([]);
  });

  it('are not asked of a stream of Kinesis', () => {
    expect(judge(streamConsumersRule, { Table: ['AWS::Kinesis::Stream'], ...readers(3) })).toEqual([]);
  });
});
