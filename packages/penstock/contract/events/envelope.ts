import type { JsonObject } from '../json.ts';
import { sourceOf } from './sources.ts';

/** The id signs webhooks as part of `id.timestamp.body` and is one of their headers: no full stop, and ASCII. */
const id: JsonObject = { type: 'string', minLength: 1, maxLength: 256, pattern: '^[A-Za-z0-9_-]+$' };
const text = (maxLength: number): JsonObject => ({ type: 'string', minLength: 1, maxLength });

/**
 * The schema of a whole event: CloudEvents 1.0 in JSON with the extension attributes `tenant`, `correlationid` and
 * `traceparent`, and nothing else: what is published. What consumers take is `tolerant`.
 */
export function cloudEventSchema(type: string, data: JsonObject): JsonObject {
  return {
    type: 'object',
    additionalProperties: false,
    required: [
      'specversion',
      'id',
      'source',
      'type',
      'subject',
      'time',
      'datacontenttype',
      'tenant',
      'correlationid',
      'data',
    ],
    properties: {
      specversion: { const: '1.0' },
      id,
      source: { const: sourceOf(type) },
      type: { const: type },
      subject: text(256),
      time: { type: 'string', format: 'date-time', maxLength: 32 },
      datacontenttype: { const: 'application/json' },
      tenant: text(128),
      correlationid: text(128),
      traceparent: text(512),
      data,
    },
  };
}
