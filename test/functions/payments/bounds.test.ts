import { describe, expect, it } from '@jest/globals';
import { loadEvents } from 'penstock/contract/events/load';
import { loadContract } from 'penstock/contract/load';
import { dependency } from 'penstock/runtime/resilience/dependency';
import { answer, startServer } from 'penstock/testkit/http-server';
import { httpPaymentProvider } from '../../../functions/payments/adapters/http-provider.ts';
import { providerTerms } from '../../../functions/payments/compose.ts';
import { asObject } from '../../../packages/penstock/contract/json.ts';

/** The most characters that the contract allows a member of an event's data. */
function maxLengthOf(type: string, member: string): unknown {
  const event = loadEvents('contract/events', loadContract('contract/openapi.yaml')).events.find(
    (one) => one.type === type,
  );
  return asObject(asObject(event?.data.properties)[member]).maxLength;
}

async function outcomeOf(status: number, body: object) {
  const server = await startServer((_request, response) => answer(response, status, body));
  const provider = httpPaymentProvider({
    url: server.url,
    credential: { get: async () => 'key', forget: () => {} },
    dependency: dependency('The payment provider', providerTerms),
  });
  const charge = { id: 'ord_1', total: 100, currency: 'EUR' as const };
  const outcome = await provider.charge(charge, { signal: new AbortController().signal, retry: false });
  await server.close();
  return outcome;
}

// An event that says more than the contract allows is never published.
describe('what is kept of a provider’s answer is as long as the contract allows its event', () => {
  it('the id of a charge', async () => {
    const outcome = await outcomeOf(201, { status: 'succeeded', id: 'c'.repeat(1000) });

    expect('charge' in outcome && outcome.charge.length).toBe(maxLengthOf('orders.order.paid.v1', 'charge'));
  });

  it('the reason of a decline', async () => {
    const outcome = await outcomeOf(402, { reason: 'r'.repeat(1000) });

    expect('reason' in outcome && outcome.reason.length).toBe(maxLengthOf('orders.order.payment_failed.v1', 'reason'));
  });
});
