import { expect, test } from '@jest/globals';
import { writtenOut } from '../../../constructs/rules/written-out.ts';

test.each([
  [
    'where the account is known',
    'arn:aws:sns:eu-west-1:123456789012:alarms',
    'arn:aws:sns:eu-west-1:123456789012:alarms',
  ],
  [
    'where it is not',
    { 'Fn::Join': ['', ['arn:aws:sns:eu-west-1:', { Ref: 'AWS::AccountId' }, ':alarms']] },
    'arn:aws:sns:eu-west-1:*:alarms',
  ],
  ['of parts with a separator', { 'Fn::Join': ['/', ['a', { Ref: 'B' }]] }, 'a/*'],
  ['of what is no text', { Ref: 'Topic' }, ''],
])('a text is written out %s', (_, value, expected) => {
  expect(writtenOut(value)).toBe(expected);
});
