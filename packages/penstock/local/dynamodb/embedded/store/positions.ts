import type { Position } from './store.ts';

/** The least position after one. */
export function after({ partition, sort, item }: Position): Position {
  return { partition, sort, item: next(item) };
}

/** The least bytes after some. */
export function next(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.of(0)]);
}
