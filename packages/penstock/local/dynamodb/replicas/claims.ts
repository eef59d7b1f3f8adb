import { EngineError } from '../embedded/errors.ts';

/** The items that are being written, each by one region. */
export interface Claims {
  /**
   * @param items each known by a text of its own
   * @returns gives them back
   * @throws EngineError where another region writes one of them
   */
  take(region: string, items: readonly string[]): () => void;
}

/**
 * A write of a strongly consistent table takes a round trip to another region. Meanwhile the others may not write the
 * item; the same region may, and its writes are done one after the other.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
export function createClaims(): Claims {
  const taken = new Map<string, { readonly region: string; writes: number }>();
  return {
    take: (region, items) => {
      if (items.some((item) => (taken.get(item)?.region ?? region) !== region)) throw conflict();
      for (const item of items) {
        const claim = taken.get(item) ?? { region, writes: 0 };
        claim.writes++;
        taken.set(item, claim);
      }
      return () => {
        for (const item of items) {
          const claim = taken.get(item);
          if (claim !== undefined && --claim.writes === 0) taken.delete(item);
        }
      };
    },
  };
}

function conflict(): EngineError {
  return new EngineError(
    'ReplicatedWriteConflictException',
    'The request was rejected because one or more items in the request are being modified by a request in another Region.',
  );
}
