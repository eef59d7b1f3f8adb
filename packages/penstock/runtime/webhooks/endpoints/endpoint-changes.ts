import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { toAttribute, toItem } from '../../aws/attribute-value.ts';
import { unavailable } from '../../aws/failures.ts';
import { endpointKey } from '../table/layout.ts';
import type { EndpointRecord, StoredEndpoint } from './endpoint.ts';
import { decideDeletion, decideDisabling, decideRotation } from './endpoint-decisions.ts';
import { storedEndpoint } from './endpoint-item.ts';
import type { EndpointRepository } from './endpoint-repository.ts';

type Expression = Pick<
  UpdateItemCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

type Changes = Pick<EndpointRepository, 'remove' | 'disable' | 'rotateSecret' | 'erasePreviousSecret'>;

/** How often a rotation that others overtook is decided again on what they wrote. */
const MAX_RACES = 10;

/** A deleted endpoint retains its key, `tenant`, `id`, `fingerprint` and `deletedAt`. */
const ERASED_AT_DELETION = [
  'listKey',
  'secret',
  'previousSecret',
  'rotations',
  '#url',
  'events',
  'description',
  'disabled',
  'createdAt',
  'requestId',
  'correlationId',
];

/** The changes of an endpoint, each one conditional write of the attributes it is about. */
export function endpointChanges(client: DynamoDBClient, table: string, find: EndpointRepository['find']): Changes {
  /** The item as it then stands, or what the condition found instead. */
  const update = async (
    { tenant, id }: { readonly tenant: string; readonly id: string },
    expression: Expression,
    signal: AbortSignal,
  ): Promise<{ readonly wrote: StoredEndpoint } | { readonly found: StoredEndpoint | undefined }> => {
    const command = new UpdateItemCommand({
      TableName: table,
      Key: endpointKey(tenant, id),
      ...expression,
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes = {} } = await client.send(command, { abortSignal: signal });
      return { wrote: storedEndpoint(Attributes) };
    } catch (error) {
      return { found: foundBy(error) };
    }
  };

  return {
    remove: async (request, signal) => {
      const result = await update(request, deletion(request.at), signal);
      return decideDeletion('wrote' in result ? result.wrote : result.found, request);
    },
    disable: async (request, signal) => {
      const result = await update(request, disabling(request), signal);
      return decideDisabling('wrote' in result ? result.wrote : result.found, request);
    },
    rotateSecret: async (request, signal) => {
      const { tenant, id } = request;
      let stored = await find(tenant, id, signal);
      for (let race = 0; race < MAX_RACES; race += 1) {
        const decision = decideRotation(stored, request);
        // A known rotation is answered with what is stored.
        if (decision.outcome === 'not-found' || decision.record === stored) return decision;
        const result = await update(request, rotationOf(decision.record), signal);
        if ('wrote' in result) return decision;
        stored = result.found;
      }
      throw new Error(`The secret of an endpoint was rotated ${MAX_RACES} times before a rotation was written`);
    },
    erasePreviousSecret: async (request, signal) => {
      await update(request, erasure(request.until), signal);
    },
  };
}

/** What a failed condition found; any other failure is thrown. */
export function foundBy(error: unknown): StoredEndpoint | undefined {
  if (!(error instanceof ConditionalCheckFailedException)) throw unavailable(error);
  return error.Item && storedEndpoint(error.Item);
}

const deletion = (at: string): Expression => ({
  UpdateExpression: `SET deletedAt = if_not_exists(deletedAt, :at) REMOVE ${ERASED_AT_DELETION.join(', ')}`,
  ConditionExpression: 'attribute_exists(pk)',
  ExpressionAttributeNames: { '#url': 'url' },
  ExpressionAttributeValues: { ':at': { S: at } },
});

const disabling = ({ reason, at }: { readonly reason: string; readonly at: string }): Expression => ({
  UpdateExpression: 'SET #disabled = if_not_exists(#disabled, :disabled)',
  ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(deletedAt)',
  ExpressionAttributeNames: { '#disabled': 'disabled' },
  ExpressionAttributeValues: { ':disabled': toAttribute({ reason, at }) },
});

/** Written where the secret that it replaces is still the one that signs: no two secrets are the same. */
const rotationOf = ({ secret, previousSecret, rotations }: EndpointRecord): Expression => ({
  UpdateExpression: 'SET secret = :secret, previousSecret = :previous, rotations = :rotations',
  ConditionExpression: 'secret = :replaced',
  ExpressionAttributeValues: toItem({
    ':secret': secret,
    ':previous': previousSecret,
    ':rotations': rotations,
    ':replaced': previousSecret?.secret,
  }),
});

const erasure = (until: string): Expression => ({
  UpdateExpression: 'REMOVE previousSecret',
  ConditionExpression: 'previousSecret.#until = :until',
  ExpressionAttributeNames: { '#until': 'until' },
  ExpressionAttributeValues: { ':until': { S: until } },
});
