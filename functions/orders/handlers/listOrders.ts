import { listOrders as contract, type ListOrdersQuery } from '../../generated/operations/listOrders.ts';
import { operation } from '../../platform/operation.ts';
import { Problem } from '../../platform/problem/problem.ts';
import { compose, type OrderServices } from '../compose.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { orderOf } from '../domain/record.ts';

export const listOrders = ({ orders, runtime }: OrderServices) =>
  operation(
    contract,
    async ({ tenant, query, signal, url }) => {
      const { limit, status } = query;
      const after = positionOf(tenant, query);
      const page = await orders().list({ tenant, limit, ...(status && { status }), ...(after && { after }) }, signal);
      const nextCursor = page.next === undefined ? null : encodeCursor(page.next, { tenant, status });
      return {
        status: 200,
        body: { items: page.records.map(orderOf), nextCursor },
        headers: nextCursor === null ? {} : { Link: nextLink(url, query, nextCursor) },
      };
    },
    runtime,
  );

function positionOf(tenant: string, { cursor, status }: ListOrdersQuery): string | undefined {
  const position = cursor === undefined ? undefined : decodeCursor(cursor, { tenant, status });
  if (cursor === undefined || position !== undefined) return position;
  const detail = 'is damaged or belongs to another list; take nextCursor from a page with the same filter';
  throw new Problem('invalid-parameter', `The parameter cursor ${detail}.`, {
    errors: [{ parameter: 'cursor', detail }],
  });
}

/** A link to the next page (RFC 8288), relative to the host. */
function nextLink(url: string, { limit, status }: ListOrdersQuery, cursor: string): string {
  const query = new URLSearchParams({ limit: String(limit), ...(status && { status }), cursor });
  return `<${url}?${query}>; rel="next"`;
}

export const handler = listOrders(compose(contract));
