import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { deliveryOf, progressed } from '../../../functions/webhooks/domain/delivery.ts';
import { assess, type Reply } from '../../../functions/webhooks/domain/delivery-decisions.ts';
import { loadContract, responseSchema } from '../../../packages/penstock/contract/index.ts';
import { instant, message, newId } from './support.ts';

const ajv = new Ajv2020();
addFormats.default(ajv);
const isListed = ajv.compile(
  responseSchema(loadContract('contract/openapi.yaml'), 'listWebhookDeliveries', 200) ?? false,
);

describe('what an endpoint answered', () => {
  it.each([100, 301, 404, 599])('is shown with its status %i', (status) => {
    expect(assess({ status }, false).result).toEqual({
      status,
      error: `answered ${status}; only 2xx counts as received`,
    });
  });

  it.each([0, 99, 600, 999])('fails without a status for %i, which HTTP has not', (status) => {
    expect(assess({ status }, false)).toEqual({
      result: { error: `answered ${status}, which is no HTTP status` },
      status: 'pending',
      disable: false,
    });
  });

  it('is listed as the contract says, whatever it was', () => {
    const anyReply: fc.Arbitrary<Reply> = fc.oneof(
      fc.record({ status: fc.nat(999) }),
      fc.record({ error: fc.string({ minLength: 1, maxLength: 2000 }) }),
    );
    const of = message(newId('whe'));

    fc.assert(
      fc.property(anyReply, fc.boolean(), (reply, isLast) => {
        const { result, status } = assess(reply, isLast);
        const attempt = { at: instant(), duration: 12, request: of.id, ...result };
        const delivery = deliveryOf(progressed(undefined, { message: of, attempt, status }));
        expect(isListed({ items: [delivery], nextCursor: null })).toBe(true);
      }),
    );
  });
});
