import { describe, expect, it } from '@jest/globals';
import type { BusEvent } from '../../../local/events-bus/definition.ts';
import { compileTransformer } from '../../../local/events-bus/input-transformer.ts';

const event = {
  id: 'e1',
  'detail-type': 'made',
  time: '2026-01-01T00:00:00Z',
  detail: { name: 'a "b"', size: 3, tags: ['x'] },
} as unknown as BusEvent;
const rule = { arn: 'arn:rule', name: 'rule' };
const paths = { name: '$.detail.name', size: '$.detail.size', tags: '$.detail.tags', no: '$.detail.no' };

const transformed = (InputTemplate: string) => {
  const refusals: string[] = [];
  const input = compileTransformer({ InputPathsMap: paths, InputTemplate }, rule, (message) => refusals.push(message));
  expect(refusals).toEqual([]);
  return input(event);
};

describe('an input transformer', () => {
  it.each([
    ['values in JSON', '{"name":<name>,"size":<size>,"tags":<tags>}', { name: 'a "b"', size: 3, tags: ['x'] }],
    ['values in text', '"<name> has <size> of <tags>"', 'a "b" has 3 of ["x"]'],
    ['what is not there', '{"no":<no>,"text":"-<no>-"}', { no: '', text: '--' }],
    [
      'what every event has',
      '{"rule":<aws.events.rule-name>,"type":<aws.events.event>}',
      { rule: 'rule', type: event },
    ],
    ['text that is no JSON', '<size> things', '3 things'],
  ])('gives %s', (_, template, expected) => {
    expect(transformed(template)).toEqual(expected);
  });

  it('fails with a path or a variable that it does not know', () => {
    const refusals: string[] = [];
    compileTransformer({ InputPathsMap: { a: '$..b' }, InputTemplate: '<other>' }, rule, (message) =>
      refusals.push(message),
    );

    expect(refusals).toEqual([
      'the local cloud does not understand the path $..b of InputPathsMap.',
      'InputTemplate has <other>, which InputPathsMap has not.',
    ]);
  });
});
