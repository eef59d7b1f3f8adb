import fc from 'fast-check';
import { PermanentError, TransientError } from '../../runtime/core/failures.ts';
import { Problem } from '../../runtime/problem/problem.ts';

const refuse = (): never => {
  throw new Error('do not ask');
};

/** Answers every question by throwing. */
const touchy = (): object =>
  new Proxy(new Error('never seen'), {
    get: refuse,
    has: refuse,
    ownKeys: refuse,
    getPrototypeOf: refuse,
    getOwnPropertyDescriptor: refuse,
    set: refuse,
    defineProperty: refuse,
  });

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable(new Error('gone'), {});
  revoke();
  return proxy;
}

const withGetter = (target: object, member: string): object => Object.defineProperty(target, member, { get: refuse });

function cyclic(): Error {
  const [first, second] = [new Error('first'), new Error('second')];
  first.cause = second;
  second.cause = first;
  return first;
}

const members = ['name', 'message', 'stack', 'cause', 'code', 'reason', 'retryAfterMs', 'headers', 'errors', 'status'];

const errors: readonly (() => object)[] = [
  () => new Error('plain'),
  () => new PermanentError('bad', 'bad'),
  () => new TransientError('busy', 'busy'),
  () => new Problem('not-found', 'There is none.'),
];

const values = fc.oneof(
  fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true, withMap: true, withSparseArray: true }),
  fc.constantFrom<unknown>(null, undefined, 1n, Number.NaN, Symbol('s'), '\ud800', '', 'x'.repeat(100_000)),
);

const worst: readonly (() => unknown)[] = [
  touchy,
  revoked,
  cyclic,
  () => new Error('outer', { cause: touchy() }),
  () => Object.create(null),
  () => Object.freeze(new TypeError('frozen')),
  () => Object.setPrototypeOf(new Error('bare'), null),
  () => ({ toString: refuse, toJSON: refuse, valueOf: refuse }),
  () => withGetter({}, 'then'),
  () => refuse,
  () => class extends Error {},
  () => new AggregateError([touchy()], 'several'),
  () => new DOMException('aborted', 'AbortError'),
];

const oneOfOurs = fc.tuple(fc.constantFrom(...errors), fc.constantFrom(...members));

/**
 * Whatever can be thrown, and what is worst to look at: errors with a member that throws or is not what its type says.
 * Each is made by a call, because fast-check looks at what it generates.
 */
export const hostile: fc.Arbitrary<() => unknown> = fc.oneof(
  values.map((value) => () => value),
  fc.tuple(oneOfOurs, values).map(
    ([[make, member], value]) =>
      () =>
        Object.defineProperty(make(), member, { value }),
  ),
  oneOfOurs.map(
    ([make, member]) =>
      () =>
        withGetter(make(), member),
  ),
  fc.constantFrom(...worst),
);
