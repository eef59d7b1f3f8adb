import type { StreamRecord } from '../streams/stream-reader.ts';

/** Splits records into at most `factor` lists that run side by side: an item's records stay in one, in order. */
export function lanes(records: readonly StreamRecord[], factor: number): readonly (readonly StreamRecord[])[] {
  const split: StreamRecord[][] = Array.from({ length: factor }, () => []);
  for (const record of records) split[hash(JSON.stringify(record.dynamodb.Keys)) % factor]?.push(record);
  return split.filter((lane) => lane.length > 0);
}

function hash(text: string): number {
  return [...Buffer.from(text)].reduce((sum, byte) => (Math.imul(sum, 31) + byte) >>> 0, 7);
}
