import type { RefusalTerms } from 'penstock/runtime/core/refusal';

/** What more than one use case of the orders refuses. */
export const notFound = { code: 'not-found', detail: 'There is no such order.' } as const satisfies RefusalTerms;

export const beingPaid = {
  code: 'invalid-state',
  detail: 'The order is being paid. Wait until it is paid or its payment has failed.',
} as const satisfies RefusalTerms;

export const keyReused = {
  code: 'idempotency-key-reused',
  detail: 'This Idempotency-Key came with another request before. Send a new key for a new request.',
} as const satisfies RefusalTerms;

/** The one rule of the domain that the contract's schema can't express: a total must fit. */
export const totalTooLarge = {
  code: 'validation',
  detail: 'The order is worth more than can be expressed.',
} as const satisfies RefusalTerms;

export const ofTheTotal = { errors: [{ pointer: '#/items', detail: 'must not add up to more than 9007199254740991' }] };
