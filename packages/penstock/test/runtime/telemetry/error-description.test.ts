import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { bestEffort } from '../../../runtime/telemetry/best-effort.ts';
import { describeError } from '../../../runtime/telemetry/error-description.ts';
import { isThrown, memberOf, textOf } from '../../../runtime/thrown.ts';

afterEach(() => {
  jest.restoreAllMocks();
});
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

describe('what was thrown', () => {
  it('is of a kind, or not, whatever it is', () => {
    expect(isThrown(new TypeError('no'), Error)).toBe(true);
    expect(isThrown('no', Error)).toBe(false);
    expect(isThrown(revoked, Error)).toBe(false);
  });

  it('has members where it can have any that can be read', () => {
    expect(memberOf({ a: 1 }, 'a')).toBe(1);
    expect(
      memberOf(
        Object.assign(() => {}, { a: 1 }),
        'a',
      ),
    ).toBe(1);
    for (const none of ['text', null, undefined, revoked]) expect(memberOf(none, 'length')).toBeUndefined();
  });

  it('has texts as far as they may go', () => {
    expect(textOf({ a: 'abc' }, 'a', 3)).toBe('abc');
    expect(textOf({ a: 'abcd' }, 'a', 3)).toBe('abc');
    expect(textOf({ a: 'ab\u{1f6b0}' }, 'a', 3)).toBe('ab\ufffd');
    expect(textOf({ a: 7 }, 'a', 3)).toBeUndefined();
  });
});

describe('the description of an error', () => {
  it('has so much of each of its texts', () => {
    const error = Object.assign(new Error('m'.repeat(3000)), { name: 'n'.repeat(200), stack: 's'.repeat(9000) });

    expect(describeError(error)).toEqual({ name: 'n'.repeat(128), message: 'm'.repeat(2048), stack: 's'.repeat(8192) });
    expect(describeError('t'.repeat(3000))).toEqual({ message: 't'.repeat(2048) });
    expect(describeError(`${'t'.repeat(2047)}\u{1f6b0}`)).toEqual({ message: `${'t'.repeat(2047)}\ufffd` });
  });

  it('leaves out what can not be read, and says so of its message', () => {
    const error = Object.assign(new Error('no'), { name: 7, message: 7, stack: 7 });

    expect(Object.entries(describeError(error))).toEqual([['message', 'an error without a message that can be read']]);
  });
});

it('what fails beside the work is told to stderr, and nothing else is kept from being done', () => {
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const done: string[] = [];

  bestEffort(
    () => void done.push('one'),
    () => {
      throw new Error('no');
    },
    () => void done.push('two'),
  );

  expect(done).toEqual(['one', 'two']);
  expect(written.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
    { level: 'ERROR', message: 'telemetry failed', error: expect.objectContaining({ message: 'no' }) },
  ]);
  expect(String(written.mock.calls[0]?.[0])).toMatch(/\n$/);
});
