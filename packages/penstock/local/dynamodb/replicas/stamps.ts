import type { Position, Store } from '../embedded/store/store.ts';
import type { Space } from '../embedded/tables/definition.ts';

/** When an item was last written, and in which region. */
export interface Stamp {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly region: string;
}

/** Whether a write is after another: the later wins everywhere, and of two at one moment the same one everywhere. */
export function isLater(one: Stamp, other: Stamp | undefined): boolean {
  if (other === undefined) return true;
  return one.at === other.at ? one.region > other.region : one.at > other.at;
}

export function stampOf(store: Store, stamps: Space, position: Position): Stamp | undefined {
  const item = store.get(stamps, position)?.item;
  const [at, region] = [item?.at, item?.region];
  if (at === undefined || !('N' in at) || region === undefined || !('S' in region)) return undefined;
  return { at: Number(at.N), region: region.S };
}

export function putStamp(store: Store, stamps: Space, position: Position, { at, region }: Stamp): void {
  store.put(stamps, { position, item: { at: { N: String(at) }, region: { S: region } }, size: 0 });
}
