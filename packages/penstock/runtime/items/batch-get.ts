import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { MAX_BACKOFF } from '../aws/retry.ts';
import { Problem } from '../problem/problem.ts';
import { entityOf, type Item, type ItemLayout, keyOf } from './item-layout.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const MOST_KEYS = 100;

/** Milliseconds: the most that lies before the first retry of what was not processed; it doubles up to MAX_BACKOFF. */
const FIRST_BACKOFF_MS = 10;

/** What a batch may wait for. */
export interface BatchLimits {
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly deadlineAt: number;
}

export interface BatchHost {
  readonly now: () => number;
  readonly random: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

const host: BatchHost = {
  now: Date.now,
  random: Math.random,
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

/** Reads items of a tenant by their ids, each where its id stands; undefined where there is none. */
export type ItemsById<Entity> = (
  tenant: string,
  ids: readonly string[],
  limits: BatchLimits,
) => Promise<readonly (Entity | undefined)[]>;

/**
 * Reads by BatchGetItem: an id that is asked for twice is read once, 100 keys a call, calls side by side. What DynamoDB
 * leaves unprocessed is asked for again after a delay with full jitter, while the deadline has room for it. Every key
 * begins with the tenant, so none reaches what is another's.
 *
 * @throws Problem service-unavailable where keys are unprocessed at the deadline
 */
export const dynamoDBItemsById =
  <Entity>(
    client: DynamoDBClient,
    table: string,
    layout: ItemLayout<Entity>,
    { now, random, wait }: BatchHost = host,
  ): ItemsById<Entity> =>
  async (tenant, ids, { signal, deadlineAt }) => {
    const found = new Map<unknown, Entity>();
    const pkOf = (id: string) => keyOf(tenant, id).pk?.S;
    const read = async (keys: readonly Item[]): Promise<void> => {
      for (let [open, retries] = [[...keys], 0]; open.length > 0; retries++) {
        if (retries > 0) await delay(retries);
        const request = { RequestItems: { [table]: { Keys: open, ConsistentRead: true } } };
        const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand(request), {
          abortSignal: signal,
        });
        for (const item of Responses?.[table] ?? []) found.set(item.pk?.S, entityOf(layout, item));
        open = UnprocessedKeys?.[table]?.Keys ?? [];
      }
    };
    const delay = async (retries: number): Promise<void> => {
      const milliseconds = random() * Math.min(MAX_BACKOFF, FIRST_BACKOFF_MS * 2 ** (retries - 1));
      if (now() + milliseconds >= deadlineAt) throw unprocessed();
      await wait(milliseconds, signal);
    };
    const keys = [...new Set(ids)].map((id) => keyOf(tenant, id));
    await Promise.all(chunksOf(keys).map(read));
    return ids.map((id) => found.get(pkOf(id)));
  };

const chunksOf = (keys: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(keys.length / MOST_KEYS) }, (_, index) =>
    keys.slice(index * MOST_KEYS, (index + 1) * MOST_KEYS),
  );

const unprocessed = (): Problem =>
  new Problem('service-unavailable', 'A service we depend on is slower than this call may take. Try again shortly.', {
    headers: { 'Retry-After': '1' },
  });
