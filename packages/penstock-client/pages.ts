import type { Client } from './client.ts';
import { InvalidResponseError } from './errors.ts';
import type { Call } from './request.ts';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Of the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** The pages of a list; each is asked for when the one before has been dealt with. Every page is a call of its own. */
export async function* pagesOf<T>(client: Pick<Client, 'call'>, call: Call): AsyncGenerator<Page<T>, void, undefined> {
  let page = call;
  for (;;) {
    const { data } = await client.call<Page<T>>(page);
    yield data;
    if (data.nextCursor === null) return;
    if (data.nextCursor === page.query?.cursor)
      throw new InvalidResponseError(`The page of cursor ${data.nextCursor} names itself as the next one.`);
    page = { ...call, query: { ...call.query, cursor: data.nextCursor } };
  }
}

/**
 * The items of a list, page after page.
 *
 * @example for await (const parcel of itemsOf<Parcel>(client, { path: '/v1/parcels' })) console.log(parcel.id);
 */
export async function* itemsOf<T>(client: Pick<Client, 'call'>, call: Call): AsyncGenerator<T, void, undefined> {
  for await (const { items } of pagesOf<T>(client, call)) yield* items;
}
