/**
 * What was thrown, read without trusting it. Anything can be thrown: null, a BigInt, a proxy that answers every
 * question by throwing, an error whose `code` is a getter that throws. Asking it must not be the next failure.
 */
export function isThrown<Kind>(thrown: unknown, kind: abstract new (...given: never[]) => Kind): thrown is Kind {
  try {
    return thrown instanceof kind;
  } catch {
    return false;
  }
}

/** A member of what was thrown, where it is text: well formed, and its beginning where it is longer than `most`. */
export function textOf(thrown: unknown, member: string, most: number): string | undefined {
  const value = memberOf(thrown, member);
  return typeof value === 'string' ? value.slice(0, most).toWellFormed() : undefined;
}

/** A member of what was thrown; undefined where there is none, or it can't be read. */
export function memberOf(thrown: unknown, member: string): unknown {
  if (Object(thrown) !== thrown) return undefined;
  try {
    return (thrown as Record<string, unknown>)[member];
  } catch {
    return undefined;
  }
}
