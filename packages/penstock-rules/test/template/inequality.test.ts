import { expect, it } from '@jest/globals';
import { inequality } from '../../template/inequality.ts';
import { arnOf, stackWith } from '../template.ts';

const stacks = [
  stackWith({
    Queue: ['AWS::SQS::Queue', { DelaySeconds: 5 }],
    Fn: ['AWS::Lambda::Function'],
    Poller: ['AWS::Lambda::EventSourceMapping', { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'Fn' } }],
  }),
];
const judge = (terms: number | undefined) =>
  inequality(() => terms, {
    of: 'queue',
    at: 'DelaySeconds',
    holds: (seconds) => Number(seconds) < 5,
    broken: (seconds) => `received ${seconds} s`,
    fix: 'lower it',
  })({ stacks });

it('is judged by its terms', () => {
  expect(judge(4)).toEqual([]);
  expect(judge(5)).toEqual([
    {
      stack: 'stack',
      logicalId: 'Queue',
      location: 'Properties.DelaySeconds',
      message: 'received 5 s',
      fix: 'lower it',
    },
  ]);
});

it('is left to another rule where there are no terms', () => {
  expect(judge(undefined)).toEqual([]);
});
