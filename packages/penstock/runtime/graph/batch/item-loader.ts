import DataLoader from 'dataloader';
import type { CallContext } from '../../core/call.ts';
import { type ItemsById, MOST_KEYS } from '../../items/batch-get.ts';
import type { GraphContext } from '../context.ts';

/** Loads one item of the caller's tenant; what is loaded side by side is read together. */
export interface ItemLoader<Entity> {
  load(id: string): Promise<Entity | undefined>;
  /** In the order of the ids. */
  loadMany(ids: readonly string[]): Promise<readonly (Entity | undefined)[]>;
  /** After a mutation: what is loaded from now on is read again. */
  clear(id: string): void;
}

/**
 * A loader for one request: it retains what it loaded, and knows one tenant only. Make it with the request's other parts,
 * never outside of it.
 */
export function itemLoader<Entity>(
  read: ItemsById<Entity>,
  { tenant, signal, deadlineAt }: Pick<CallContext, 'tenant' | 'signal' | 'deadlineAt'>,
): ItemLoader<Entity> {
  const loader = new DataLoader<string, Entity | undefined>((ids) => read(tenant, ids, { signal, deadlineAt }), {
    maxBatchSize: MOST_KEYS,
  });
  return {
    load: (id) => loader.load(id),
    loadMany: (ids) => Promise.all(ids.map((id) => loader.load(id))),
    clear: (id) => void loader.clear(id),
  };
}

/** The loader that all fields of a request share. */
export function requestLoader<Entity>(read: () => ItemsById<Entity>): (graph: GraphContext) => ItemLoader<Entity> {
  const make = ({ caller, signal, deadlineAt }: GraphContext) => {
    if (caller === undefined) throw new TypeError('A loader is of a tenant, and the graph asks for no token');
    return itemLoader(read(), { tenant: caller.tenant, signal, deadlineAt });
  };
  return (graph) => graph.once(make);
}
