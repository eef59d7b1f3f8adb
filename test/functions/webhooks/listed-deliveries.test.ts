import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { loadContract } from '../../../packages/penstock/contract/load.ts';
import { responseSchema } from '../../../packages/penstock/contract/response-schema.ts';
import { progressed } from '../../../packages/penstock/runtime/webhooks/deliveries/delivery.ts';
import { assess, type Reply } from '../../../packages/penstock/runtime/webhooks/deliveries/delivery-decisions.ts';
import { toDeliveryView } from '../../../packages/penstock/runtime/webhooks/deliveries/delivery-view.ts';
import { instant, message, newId } from './support.ts';

const ajv = new Ajv2020();
addFormats.default(ajv);
const isListed = ajv.compile(
  responseSchema(loadContract('contract/openapi.yaml'), 'listWebhookDeliveries', 200) ?? false,
);

describe('what an endpoint answered', () => {
  it('is listed as the contract says, whatever it was', () => {
    const anyReply: fc.Arbitrary<Reply> = fc.oneof(
      fc.record({ status: fc.nat(999) }),
      fc.record({ error: fc.string({ minLength: 1, maxLength: 2000 }) }),
    );
    const of = message(newId('whe'));

    fc.assert(
      fc.property(anyReply, fc.boolean(), (reply, isLast) => {
        const { result, status } = assess(reply, isLast);
        const attempt = { at: instant(), durationMs: 12, request: of.id, ...result };
        const delivery = toDeliveryView(progressed(undefined, { message: of, attempt, status }));
        expect(isListed({ items: [delivery], nextCursor: null })).toBe(true);
      }),
    );
  });
});
