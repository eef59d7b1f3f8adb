import { describe, expect, it } from '@jest/globals';
import { changeOf } from '../../../functions/orders/adapters/order-stream.ts';

describe('a change that the stream tells of', () => {
  it('was made when the stream says, in milliseconds', () => {
    expect(changeOf({ dynamodb: { ApproximateCreationDateTime: 1_795_648_622 } }).at).toBe(1_795_648_622_000);
  });

  it('is as old as can be where the stream does not say: it is kept rather than lost', () => {
    expect(changeOf({ dynamodb: {} }).at).toBe(0);
  });
});
