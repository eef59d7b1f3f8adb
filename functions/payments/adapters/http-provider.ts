import type { Credential } from 'penstock/runtime/aws/secret-credential';
import { carriable } from 'penstock/runtime/characters';
import { TransientError } from 'penstock/runtime/core/failures';
import { type HttpAnswer, postJson, retryAfterMsOf } from 'penstock/runtime/http/post-json';
import type { Dependency } from 'penstock/runtime/resilience/dependency';
import type { PaymentProvider } from '../application/payment-provider.ts';
import type { ChargeOutcome } from '../domain/charge.ts';

const MAX_ANSWER_BYTES = 64 * 1024;
/** The contract's bounds on what an event says of a payment. */
const MAX_CHARGE_ID = 128;
const MAX_REASON = 256;

/**
 * Answers that this charge, as it is asked for, is never made (RFC 9110, 15.5.1 and 15.5.21). Every other error says
 * something of the provider, of the way to it or of our key: a missing path may be an outage too.
 */
const REFUSALS = new Set([400, 422]);

export interface ProviderOptions {
  /** Of the provider; `/charges` is added to its path. */
  readonly url: string;
  readonly credential: Credential;
  readonly dependency: Dependency;
}

/**
 * A payment provider over HTTP: `POST /charges` with the order's id as its Idempotency-Key. Only an answer that is
 * about this charge decides it. All that leaves its outcome open is transient: the key makes asking again safe.
 */
export function httpPaymentProvider({ url, credential, dependency }: ProviderOptions): PaymentProvider {
  const endpoint = new URL(`${url.replace(/\/+$/, '')}/charges`);
  return {
    charge: async ({ id, total, currency }, { traceparent, ...options }) => {
      // Before the call: a secret that can't be read is not the provider's failure.
      const apiKey = await credential.get(options.signal);
      return dependency.call(async (signal) => {
        const answer = await postJson(endpoint, {
          headers: { Authorization: `Bearer ${apiKey}`, 'Idempotency-Key': id, ...(traceparent && { traceparent }) },
          body: { orderId: id, amount: total, currency },
          signal,
          maxBytes: MAX_ANSWER_BYTES,
        });
        if (answer.status === 401 || answer.status === 403) credential.forget();
        return outcomeOf(answer);
      }, options);
    },
  };
}

function outcomeOf({ status, headers, text }: HttpAnswer): ChargeOutcome {
  const answer = parse(text);
  if (status === 402 || ((status === 200 || status === 201) && answer.status === 'declined')) {
    return { status: 'declined', reason: asText(answer.reason, MAX_REASON) ?? 'declined' };
  }
  if (status === 200 || status === 201) {
    const charge = asText(answer.id, MAX_CHARGE_ID);
    if (answer.status === 'succeeded' && charge !== undefined) return { status: 'succeeded', charge };
    throw new TransientError('provider-answer-unclear', 'The payment provider did not say what became of the charge');
  }
  if (REFUSALS.has(status)) {
    return { status: 'refused', reason: asText(answer.reason, MAX_REASON) ?? 'charge-refused' };
  }
  throw new TransientError('provider-failed', `The payment provider answered ${status}`, {
    retryAfterMs: retryAfterMsOf(headers),
  });
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

const asText = (value: unknown, maxLength: number): string | undefined =>
  typeof value === 'string' && value !== '' ? carriable(value.slice(0, maxLength)) : undefined;
