import { Problem } from 'penstock/runtime/problem/problem';
import { type EndpointRecord, isDeleted, type StoredEndpoint } from './domain/endpoint.ts';
import { MAX_ENDPOINTS } from './domain/endpoint-decisions.ts';

export const noSuchEndpoint = (): Problem => new Problem('not-found', 'There is no such webhook endpoint.');

export const keyReused = (): Problem =>
  new Problem(
    'idempotency-key-reused',
    'This Idempotency-Key came with another request before. Send a new key for a new request.',
  );

export const createdAndDeleted = (): Problem =>
  new Problem(
    'gone',
    'The webhook endpoint that this Idempotency-Key created was deleted. Send a new key for a new endpoint.',
  );

export const limitReached = (): Problem =>
  new Problem(
    'invalid-state',
    `There are ${MAX_ENDPOINTS} webhook endpoints already, the most there can be. Delete one.`,
  );

export const urlRefused = (detail: string): Problem =>
  new Problem('validation', `The url ${detail}.`, { errors: [{ pointer: '#/url', detail }] });

/** The endpoint; throws not-found when there is none or it was deleted. */
export function existing(record: StoredEndpoint | undefined): EndpointRecord {
  if (record === undefined || isDeleted(record)) throw noSuchEndpoint();
  return record;
}
