import { deterministicId } from '../../idempotency/identity.ts';

/** Crockford's base32 in lower case, which is in the order of ASCII. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const PREFIX = 'del_';
const TIME_LENGTH = 10;
const HASH_LENGTH = 16;

/**
 * The id of sending an event to an endpoint, the same however often it is computed. It sorts by the event's time:
 * 48 bits of milliseconds, then 80 bits of a hash, laid out as in a ULID.
 */
export function deliveryId(endpointId: string, { id, time }: { readonly id: string; readonly time: string }): string {
  const hash = deterministicId('', endpointId, 'delivery', id).slice(0, HASH_LENGTH);
  return `${PREFIX}${encodeTime(Date.parse(time))}${hash}`;
}

const DELIVERY_ID = new RegExp(`^${PREFIX}[${ALPHABET}]{${TIME_LENGTH + HASH_LENGTH}}$`);

export const isDeliveryId = (text: string): boolean => DELIVERY_ID.test(text);

/** Sorts before every id of an event of this time (milliseconds) or later. */
export const firstIdOf = (time: number): string => `${PREFIX}${encodeTime(time)}`;

function encodeTime(milliseconds: number): string {
  let remaining = BigInt(milliseconds);
  let text = '';
  for (let index = 0; index < TIME_LENGTH; index += 1) {
    text = `${ALPHABET[Number(remaining & 31n)]}${text}`;
    remaining >>= 5n;
  }
  return text;
}
