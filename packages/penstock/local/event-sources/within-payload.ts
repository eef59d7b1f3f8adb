import type { JsonObject } from '../json.ts';
import { requestLimit } from '../lambda/payload.ts';

/** Lambda takes events of 6 MB: a larger batch goes in parts. */
export function withinPayload<T extends JsonObject>(records: readonly T[], limit = requestLimit): readonly T[][] {
  const batches: T[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const record of records) {
    const length = Buffer.byteLength(JSON.stringify(record)) + 1;
    if (size + length > limit) {
      batches.push([]);
      size = 32;
    }
    batches.at(-1)?.push(record);
    size += length;
  }
  return batches;
}
