import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { toAttribute } from '../aws/attribute-value.ts';

/**
 * The attribute that names the region which wrote an item: a global table's stream shows every write in every region, and
 * the reader in each takes those of its own. The stacks filter by this name.
 */
export const regionAttribute = 'writtenIn';
export type RegionAttribute = typeof regionAttribute;

/** A new version of an item, by whichever context writes it: when, for which request, and the event that it is. */
export interface ItemChange<Type extends string = string> {
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  /** Of one request only, however often its write is tried: what asks again finds its own. */
  readonly requestId: string;
  readonly event: {
    readonly type: Type;
    readonly correlationId: string;
    /** W3C Trace Context of the request. */
    readonly traceparent?: string | undefined;
  };
  /** Where it is written. */
  readonly region: string;
}

/** The clauses of SET that make an item's new version one that the relay publishes, beside the names and values below. */
export const changeSets = [
  '#version = #version + :one',
  'updatedAt = :at',
  'requestId = :requestId',
  'correlationId = :correlationId',
  'event = :event',
  `${regionAttribute} = :region`,
];

export const changeNames = { '#version': 'version' };

export const changeValues = ({ at, requestId, event, region }: ItemChange): Record<string, AttributeValue> => ({
  ':one': { N: '1' },
  ':at': { S: at },
  ':requestId': { S: requestId },
  ':correlationId': { S: event.correlationId },
  ':event': toAttribute(event),
  ':region': { S: region },
});
