import type { EngineCall } from '../../packages/penstock/local/cloud.ts';
import type { Hop } from '../../packages/penstock/local/hops.ts';

export interface Counted {
  readonly calls: readonly EngineCall[];
  readonly hops: readonly Hop[];
  /** Of functions that API Gateway called. */
  readonly invocations: readonly string[];
}

/** Units of a write to a table: the item, and each of its indexes. */
const unitsOfWrite: Readonly<Record<string, number>> = { orders: 1 + 2, webhooks: 1 + 1 };
/** 20 items of 1 KB, in units of 4 KB, eventually consistent. */
const unitsOfQuery = 20 / 4 / 2;

/** One delivery in many looks for old ones to drop: a chance that no request is priced with. */
const trims = ({ action, resource }: EngineCall): boolean =>
  action === 'dynamodb:Query' && resource.endsWith('table/penstock-local-webhooks');

/**
 * What is billed for one request, from what the local cloud counted: no batch is larger than one message, as `npm run cost`
 * assumes, however many were taken at once here.
 */
export function usageOfCounted({ calls, hops, invocations }: Counted): Readonly<Record<string, number>> {
  const actions = calls
    .filter((call) => !trims(call))
    .map(({ action, resource }) => [action, resource.split('/')[1]?.split('-').at(-1) ?? ''] as const);
  const count = (name: string) => actions.filter(([action]) => action === name).length;
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  const messages = hops.filter(({ from }) => from.startsWith('queue '));
  const records = hops.filter(({ from }) => from.startsWith('stream ')).map(({ what }) => Number.parseInt(what, 10));
  const fair = messages.filter(({ from }) => from.endsWith('webhook-delivery')).length;
  const writes = actions.filter(([action]) => /^dynamodb:(?:Put|Update)Item$/.test(action));
  return {
    lambdaRequest: invocations.length + messages.length + sum(records),
    tableWrite: sum(writes.map(([, table]) => unitsOfWrite[table] ?? Number.NaN)),
    tableRead: count('dynamodb:GetItem') + count('dynamodb:Query') * unitsOfQuery,
    event: count('events:PutEvents'),
    // Sent, received, deleted.
    queueRequest: messages.length * 3,
    fairQueueRequest: fair * 3,
  };
}
