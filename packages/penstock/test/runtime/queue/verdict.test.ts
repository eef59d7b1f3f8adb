import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PermanentError, TransientError } from '../../../runtime/core/failures.ts';
import { askedWait, waitAfter, waitCeiling } from '../../../runtime/queue/backoff.ts';
import { verdictOn } from '../../../runtime/queue/verdict.ts';

const anyBackoff = fc.record({ base: fc.integer({ min: 1, max: 10 }), cap: fc.integer({ min: 2, max: 900 }) });
const anyAttempt = fc.integer({ min: 1, max: 1000 });
const anyChance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the wait after an attempt', () => {
  it('lies between half and all of its ceiling, in whole seconds that SQS takes', () => {
    fc.assert(
      fc.property(anyBackoff, anyAttempt, anyChance, (backoff, attempt, chance) => {
        const ceiling = waitCeiling(backoff, attempt);
        const wait = waitAfter(backoff, attempt, () => chance);

        expect(wait).toBeGreaterThanOrEqual(ceiling / 2);
        expect(wait).toBeLessThanOrEqual(ceiling);
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeLessThanOrEqual(43_200);
      }),
    );
  });

  it('never shrinks by its ceiling, and ends at the cap', () => {
    fc.assert(
      fc.property(anyBackoff, anyAttempt, (backoff, attempt) => {
        expect(waitCeiling(backoff, attempt + 1)).toBeGreaterThanOrEqual(waitCeiling(backoff, attempt));
        expect(waitCeiling(backoff, attempt)).toBeLessThanOrEqual(backoff.cap);
        expect(waitCeiling(backoff, 1000)).toBe(backoff.cap);
      }),
    );
  });

  it('is the ceiling’s half at least and the whole of it at most', () => {
    const backoff = { base: 1, cap: 300 };

    expect([1, 2, 3, 20].map((attempt) => waitCeiling(backoff, attempt))).toEqual([2, 4, 8, 300]);
    expect([0, 0.5, 0.999].map((chance) => waitAfter(backoff, 3, () => chance))).toEqual([4, 6, 8]);
  });

  it('is spread over its range', () => {
    const waits = new Set([...Array(100)].map((_, index) => waitAfter({ base: 1, cap: 300 }, 20, () => index / 100)));

    expect(waits.size).toBe(100);
  });
});

describe('the verdict on a failure', () => {
  const terms = { backoff: { base: 1, cap: 300 }, retryWindow: 3600 };
  const anyError = fc.oneof(
    fc.string().map((text) => new Error(text)),
    fc.record({ retryAfterMs: fc.integer({ min: 0, max: 10_000_000 }) }).map((o) => new TransientError('busy', 'b', o)),
    fc.anything(),
  );

  it('lets any failure but a permanent one be tried again until the window ends', () => {
    fc.assert(
      fc.property(
        anyError,
        anyAttempt,
        fc.integer({ min: 0, max: 3_599_999 }),
        anyChance,
        (error, attempt, age, chance) => {
          const verdict = verdictOn({ error, attempt, age }, terms, () => chance);

          expect(verdict.fate).toBe('retry');
          if (verdict.fate !== 'retry') return;
          expect(verdict.delay).toBeGreaterThanOrEqual(waitCeiling(terms.backoff, attempt) / 2);
          expect(verdict.delay).toBeLessThanOrEqual(terms.backoff.cap);
        },
      ),
    );
  });

  it.each([
    [1, 'retry'],
    [2, 'retry'],
    [3, 'dead-letter'],
    [30, 'dead-letter'],
  ])('after the window ends a message at its attempt %i with %s: a backlog is no attempt', (attempt, fate) => {
    const error = new TransientError('breaker-open', 'It is not called for a while');

    expect(verdictOn({ error, attempt, age: 3_600_000 }, terms, Math.random).fate).toBe(fate);
  });

  it('fills the window before the receive count that the contract derives from the floors', () => {
    fc.assert(
      fc.property(anyChance, (chance) => {
        let age = 0;
        let attempt = 1;
        for (; age < terms.retryWindow * 1000; attempt += 1) {
          const verdict = verdictOn({ error: new Error('down'), attempt, age }, terms, () => chance);
          if (verdict.fate !== 'retry') throw new Error(`ended at attempt ${attempt}`);
          age += verdict.delay * 1000;
        }

        expect(attempt).toBeLessThanOrEqual(35);
        expect(verdictOn({ error: new Error('down'), attempt, age }, terms, () => chance).fate).toBe('dead-letter');
      }),
    );
  });

  it.each([
    ['an error', new Error('no'), 'Error: no'],
    ['an error of the system', Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED: no'],
    ['one whose code is no text', Object.assign(new TypeError('no'), { code: 7 }), 'TypeError: no'],
    ['what is no error', 'no', 'string: a string was thrown'],
  ])('says of %s, after the window, what it was', (_case, error, detail) => {
    expect(verdictOn({ error, attempt: 3, age: 3_600_000 }, terms, Math.random)).toEqual({
      fate: 'dead-letter',
      reason: 'retry-window-exhausted',
      detail,
    });
  });

  it.each([
    ['null', null, 'null: a null was thrown'],
    [
      'an error whose words can not be read',
      Object.assign(new Error(''), { name: 7, message: 7 }),
      'unreadable: an error without a message that can be read',
    ],
    [
      'an error of many words',
      Object.assign(new Error('m'.repeat(3000)), { code: 'c'.repeat(200) }),
      `${'c'.repeat(128)}: ${'m'.repeat(2048)}`,
    ],
  ])('says of %s what can be said', (_case, error, detail) => {
    expect(verdictOn({ error, attempt: 3, age: 3_600_000 }, terms, Math.random)).toMatchObject({ detail });
  });

  it.each([
    ['of a kind that is not ours', Object.assign(new Error('no'), { retryAfterMs: 100_000 })],
    ['in words', Object.assign(new TransientError('busy', 'Later'), { retryAfterMs: '100000' })],
  ])('does not wait for what is asked for %s', (_case, error) => {
    const atOnce = { ...terms, backoff: { base: 0, cap: 300 } };

    expect(verdictOn({ error, attempt: 1, age: 0 }, atOnce, () => 0)).toMatchObject({ delay: 0 });
  });

  it('waits by its own measure where nothing is asked for', () => {
    expect(
      verdictOn({ error: new Error('no'), attempt: 1, age: 0 }, { ...terms, backoff: { base: 0, cap: 300 } }, () => 0),
    ).toEqual({
      fate: 'retry',
      reason: 'Error',
      delay: 0,
    });
  });

  it('fails a permanent failure at once, at any age', () => {
    const error = new PermanentError('malformed', 'not JSON');

    expect(verdictOn({ error, attempt: 1, age: 0 }, terms, Math.random)).toEqual({
      fate: 'dead-letter',
      reason: 'malformed',
      detail: 'not JSON',
    });
  });

  it('never waits longer than the cap, whatever a dependency asks for', () => {
    const error = new TransientError('busy', 'come back tomorrow', { retryAfterMs: 86_400_000 });

    expect(verdictOn({ error, attempt: 1, age: 0 }, terms, () => 0)).toMatchObject({ fate: 'retry', delay: 300 });
  });
});

it('a wait that is asked for is whole seconds, and up to half as much again', () => {
  const waits = [0, 0.5, 0.999].map((chance) => askedWait({ base: 1, cap: 900 }, 100_000, () => chance));

  expect(waits).toEqual([100, 125, 150]);
  expect(askedWait({ base: 1, cap: 900 }, 1001, () => 0)).toBe(2);
  expect([1, 0, -5000, Number.NaN].map((asked) => askedWait({ base: 1, cap: 900 }, asked, () => 0))).toEqual([
    1, 0, 0, 0,
  ]);
});

it('a wait that is asked for is neither shorter, nor longer by more than half, nor over the cap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_600_000 }), anyChance, (asked, part) => {
      const wait = askedWait({ base: 1, cap: 900 }, asked, () => part);
      return wait <= 900 && wait >= Math.min(900, asked / 1000) && wait <= Math.ceil((asked / 1000) * 1.5);
    }),
  );
});
