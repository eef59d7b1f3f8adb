import fc from 'fast-check';

/** Idempotency-Keys: of few, so that they meet again, and of any text. */
export const keyText = fc.oneof(
  fc.integer({ min: 1, max: 20 }).map((n) => `key-${n}`),
  fc.string({ maxLength: 20, unit: 'binary' }),
);
