import { deterministicId } from '../../idempotency/identity.ts';

const PREFIX = 'whe_';

/** Part of a regular expression: what `endpointId` makes. */
export const ENDPOINT_ID = `${PREFIX}[0-9a-hjkmnp-tv-z]{26}`;

/** The id of the endpoint that a request creates, the same however often it comes. */
export const endpointId = (tenant: string, operationId: string, idempotencyKey: string): string =>
  deterministicId(PREFIX, tenant, operationId, idempotencyKey);
