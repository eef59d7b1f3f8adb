import { describe, expect, it } from '@jest/globals';
import {
  assess,
  decideSending,
  isLastAttempt,
  isReceived,
  isTrouble,
  type Reply,
} from '../../../runtime/webhooks/deliveries/delivery-decisions.ts';
import { instant } from '../../../testkit/webhooks.ts';

describe('what an endpoint answered', () => {
  it.each([100, 301, 404, 599])('is shown with its status %i', (status) => {
    expect(assess({ status }, false).result).toEqual({
      status,
      error: `answered ${status}; only 2xx counts as received`,
    });
  });

  it.each([0, 99, 600, 999])('fails without a status for %i, which HTTP has not', (status) => {
    expect(assess({ status }, false)).toEqual({
      result: { error: `answered ${status}, which is no HTTP status` },
      status: 'pending',
      disable: false,
    });
  });
});

describe('what became of an attempt', () => {
  it.each<[string, Reply, boolean, ReturnType<typeof assess>['status'], boolean]>([
    ['a success', { status: 200 }, false, 'delivered', false],
    ['a late success', { status: 299 }, true, 'delivered', false],
    ['a refusal', { status: 404 }, false, 'pending', false],
    ['the last refusal', { status: 404 }, true, 'failed', false],
    ['an endpoint that is gone', { status: 410 }, false, 'failed', true],
    ['almost gone', { status: 409 }, false, 'pending', false],
    ['almost gone, otherwise', { status: 411 }, false, 'pending', false],
    ['silence', { error: 'no answer' }, false, 'pending', false],
    ['the last silence', { error: 'no answer' }, true, 'failed', false],
    ['no status', { status: 99 }, true, 'failed', false],
  ])('is decided: %s', (_case, reply, isLast, status, disable) => {
    expect(assess(reply, isLast)).toMatchObject({ status, disable });
  });

  it('is shown in 256 characters at most', () => {
    expect(assess({ error: 'x'.repeat(257) }, false).result).toEqual({ error: 'x'.repeat(256) });
  });

  it('has no error where it was received', () => {
    expect(assess({ status: 204 }, false).result).toStrictEqual({ status: 204 });
  });
});

describe('an answer', () => {
  it.each([
    [199, false],
    [200, true],
    [299, true],
    [300, false],
  ])('of %i is received: %s', (status, received) => {
    expect(isReceived({ status })).toBe(received);
  });

  it.each([
    [200, false],
    [407, false],
    [408, true],
    [409, false],
    [425, true],
    [429, true],
    [430, false],
    [499, false],
    [500, true],
  ])('of %i says that the endpoint is in trouble: %s', (status, trouble) => {
    expect(isTrouble({ status })).toBe(trouble);
  });

  it('that did not come is none', () => {
    expect([isReceived({ error: 'no answer' }), isTrouble({ error: 'no answer' })]).toEqual([false, true]);
  });
});

it('what an endpoint that does not exist would have got is dropped', () => {
  expect(decideSending(undefined, undefined, { id: 'del_1', time: instant() })).toEqual({ outcome: 'drop' });
});

describe('the last attempt', () => {
  const queue = { retryWindow: 100, backoff: { cap: 10 } };
  it.each([
    [3, 90_000, true],
    [3, 89_999, false],
    [2, 90_000, false],
    [4, 1_000_000, true],
  ])('is number %i at the age of %i ms: %s', (attempt, age, isLast) => {
    expect(isLastAttempt(attempt, age, queue)).toBe(isLast);
  });
});
