const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The last second of the last day that something works, in UTC: whole seconds are what HTTP dates have.
 *
 * @param sunset YYYY-MM-DD
 * @returns milliseconds since the epoch
 */
export const endOf = (sunset: string): number => Date.parse(`${sunset}T00:00:00Z`) + DAY_MS - 1000;
