import { Problem } from 'penstock/runtime/problem/problem';
import { MAX_ENDPOINTS } from 'penstock/runtime/webhooks/endpoints/endpoint-decisions';

export const noSuchEndpoint = (): Problem => new Problem('not-found', 'There is no such webhook endpoint.');

export const noSuchDelivery = (): Problem => new Problem('not-found', 'There is no such delivery.');

export const endpointDisabled = (): Problem =>
  new Problem('invalid-state', 'The endpoint is disabled: nothing is sent to it.');

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
