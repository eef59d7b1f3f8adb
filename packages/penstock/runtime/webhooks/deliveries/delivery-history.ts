import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { pack, unpack } from '../table/packed.ts';
import type { DeliveryRecord } from './delivery.ts';

type History = Pick<DeliveryRecord, 'attemptCount' | 'attempts' | 'requests'>;
/** Of the delivery that the history is of. Instants are stored as milliseconds since its creation. */
type Origin = Pick<DeliveryRecord, 'id' | 'createdAt'>;

/** [at, duration, status or 0, error or '', request] */
type PackedAttempt = readonly [number, number, number, string, string];
/** [id, time] */
type PackedRequest = readonly [string, number];
type PackedHistory = readonly [number, readonly PackedAttempt[], readonly PackedRequest[]];

/** Twenty attempts in some 300 bytes: each delivery is written as often as it is attempted. */
export function packHistory({ attemptCount, attempts, requests }: History, { id, createdAt }: Origin): AttributeValue {
  const since = (instant: string): number => Date.parse(instant) - Date.parse(createdAt);
  const history: PackedHistory = [
    attemptCount,
    attempts.map(({ at, durationMs, status = 0, error = '', request }) => [
      since(at),
      durationMs,
      status,
      error,
      shortened(request, id),
    ]),
    requests.map((request) => [shortened(request.id, id), since(request.time)]),
  ];
  return pack(history);
}

export function unpackHistory(attribute: AttributeValue | undefined, { id, createdAt }: Origin): History {
  const instant = (since: number): string => new Date(Date.parse(createdAt) + since).toISOString();
  // Only packHistory writes these, so what is read has the shape it wrote.
  const [attemptCount, attempts, requests] = unpack(attribute) as PackedHistory;
  return {
    attemptCount,
    attempts: attempts.map(([at, durationMs, status, error, request]) => ({
      at: instant(at),
      durationMs,
      ...(status !== 0 && { status }),
      ...(error !== '' && { error }),
      request: restored(request, id),
    })),
    requests: requests.map(([request, time]) => ({ id: restored(request, id), time: instant(time) })),
  };
}

/** Ids of requests begin with the id of their delivery, and need not repeat it. No id has this character. */
const MARK = '^';
const shortened = (request: string, id: string): string =>
  request.startsWith(id) ? `${MARK}${request.slice(id.length)}` : request;
const restored = (text: string, id: string): string => (text.startsWith(MARK) ? `${id}${text.slice(1)}` : text);
