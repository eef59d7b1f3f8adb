import { dynamoDBClient } from 'penstock/runtime/aws/dynamodb';
import { secretCredential } from 'penstock/runtime/aws/secret-credential';
import { secretsManagerClient } from 'penstock/runtime/aws/secrets-manager';
import { lazy } from 'penstock/runtime/lazy';
import { type ConsumerRuntime, lambdaConsumerRuntime } from 'penstock/runtime/queue/runtime';
import { type DependencyOptions, dependency } from 'penstock/runtime/resilience/dependency';
import { type PayableOrders, payableOrders } from '../orders/published/payable-orders.ts';
import { httpPaymentProvider } from './adapters/http-provider.ts';
import type { PaymentProvider } from './application/payment-provider.ts';
import { readPaymentsEnv } from './env.ts';

/** What a payments handler works with. */
export interface PaymentServices {
  readonly runtime: () => ConsumerRuntime;
  readonly parts: () => { readonly orders: PayableOrders; readonly provider: PaymentProvider };
}

/** Milliseconds; with the provider's, the claim and the settlement fit into the consumer's deadline of 9 s. */
const calls = { attempts: 3, attemptTimeout: 700 };

/**
 * How the provider is treated by each process. While it is down it is called by one probe a minute from each, at most
 * 20 a minute; that is within 1.1 times the arrivals for anything from 20 orders a minute. While it answers and often
 * fails, retries are a tenth of first attempts, and one in ten seconds when nothing new arrives.
 */
export const providerTerms: DependencyOptions = {
  timeout: 4000,
  concurrency: 5,
  breaker: { failures: 5, openFor: { base: 5000, cap: 60_000 } },
  budget: { ratio: 0.1, perSecond: 0.1, capacity: 5 },
};

/** The services of a deployed function, each made at its first use and kept for the life of the process. */
export const compose = (): PaymentServices => ({
  runtime: lambdaConsumerRuntime,
  parts: lazy(() => {
    const env = readPaymentsEnv();
    const { tracer } = lambdaConsumerRuntime();
    return {
      orders: payableOrders(dynamoDBClient(calls, tracer), { table: env.ORDERS_TABLE, region: env.AWS_REGION }),
      provider: httpPaymentProvider({
        url: env.PAYMENT_PROVIDER_URL,
        credential: secretCredential(secretsManagerClient(calls, tracer), {
          secretId: env.PAYMENT_PROVIDER_SECRET,
          member: 'apiKey',
          of: 'the payment provider',
        }),
        dependency: dependency('The payment provider', providerTerms),
      }),
    };
  }),
});
