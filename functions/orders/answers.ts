import { Problem } from 'penstock/runtime/problem/problem';
import { type Order, TotalTooLarge } from './domain/order.ts';

export const etagOf = ({ version }: Pick<Order, 'version'>): string => `"${version}"`;

export const orderAnswer = <Status extends number>(status: Status, order: Order) => ({
  status,
  body: order,
  headers: { ETag: etagOf(order) },
});

export const notFound = (): Problem => new Problem('not-found', 'There is no such order.');

export const beingPaid = (): Problem =>
  new Problem('invalid-state', 'The order is being paid. Wait until it is paid or its payment has failed.');

export const keyReused = (): Problem =>
  new Problem(
    'idempotency-key-reused',
    'This Idempotency-Key came with another request before. Send a new key for a new request.',
  );

/** The one rule of the domain that the contract's schema can't express: a total must fit. */
export function asProblem(error: unknown): unknown {
  if (!(error instanceof TotalTooLarge)) return error;
  return new Problem('validation', 'The order is worth more than can be expressed.', {
    errors: [{ pointer: '#/items', detail: 'must not add up to more than 9007199254740991' }],
    cause: error,
  });
}
