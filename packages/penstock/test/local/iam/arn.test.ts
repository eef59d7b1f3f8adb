import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchesArn, matchesResource } from '../../../local/iam/arn.ts';

const queue = 'arn:aws:sqs:eu-west-1:000000000000:parcels';
const stream = 'arn:aws:dynamodb:eu-west-1:000000000000:table/parcels/stream/2026-01-01T00:00:00.000';

describe('the resource of a policy', () => {
  it.each([
    ['*', queue, true],
    [queue, queue, true],
    ['arn:aws:sqs:*:*:parcels', queue, true],
    ['arn:aws:sqs:eu-*:000000000000:par*', queue, true],
    ['arn:aws:sqs:eu-west-?:000000000000:parcels', queue, true],
    ['arn:aws:sqs:eu-west-?000000000000:parcels', queue, false],
    ['arn:aws:sqs:eu-west-1?000000000000:parcels', queue, false],
    ['arn:aws:sqs:eu*000000000000:parcels', queue, false],
    ['arn:aws:sqs:eu-west-1:000000000000:*ls', queue, true],
    ['arn:aws:sqs:eu-west-1:000000000000:o*s', 'arn:aws:sqs:eu-west-1:000000000000:o:s', false],
    ['arn:aws:dynamodb:eu-west-1:000000000000:table/parcels/stream/*', stream, true],
    ['arn:aws:dynamodb:eu-west-1:000000000000:table/parcels/*/2026-01-01T00:00:00.000', stream, true],
    ['arn:aws:dynamodb:eu-west-1:000000000000:table/parcel', stream, false],
    ['arn:aws:sqs:*', queue, true],
    [queue.replace('parcels', 'parcel.'), queue, false],
    [queue, `${queue}\n`, false],
  ])('%s matches %s: %s', (pattern, arn, expected) => {
    expect(matchesResource(pattern, arn)).toBe(expected);
  });

  it('matches itself, whatever characters it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const literal = text.replace(/[*?]/g, '');
        expect(matchesResource(literal, literal)).toBe(true);
        expect(matchesResource(literal, `${literal}x`)).toBe(false);
      }),
    );
  });
});

describe('an ARN of a condition', () => {
  it.each([
    ['*', queue, true],
    [queue, queue, true],
    ['arn:*:sqs:*:*:par*', queue, true],
    ['arn:aws:sqs:eu-west-1:000000000000:parcel?', queue, true],
    ['arn:aws:sqs:*', queue, false],
    ['arn:aws:sqs:eu-west-1*parcels', queue, false],
    ['arn:aws:dynamodb:eu-west-1:000000000000:table/parcels/stream/*', stream, true],
  ])('%s matches %s component by component: %s', (pattern, arn, expected) => {
    expect(matchesArn(pattern, arn)).toBe(expected);
  });
});
