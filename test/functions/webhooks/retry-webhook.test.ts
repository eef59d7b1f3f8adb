import { describe, expect, it } from '@jest/globals';
import type { CallOptions } from 'penstock/runtime/resilience/dependency';
import { message as queued, recordingConsumer } from 'penstock/testkit/consumer-runtime';
import { lambdaContext } from 'penstock/testkit/operation-runtime';
import { inMemoryWebhooks } from 'penstock/testkit/webhooks';
import { retryWebhook as contract } from '../../../functions/generated/consumers/retryWebhook.ts';
import { retryWebhook } from '../../../functions/webhooks/entry/queue/retryWebhook.ts';
import { creation, message } from './support.ts';

const signal = new AbortController().signal;

async function retried({ attempt, age }: { readonly attempt: number; readonly age: number }) {
  const calls: CallOptions[] = [];
  const recorder = recordingConsumer();
  const endpoint = creation();
  const parts = {
    ...inMemoryWebhooks(),
    subscriber: { post: async () => ({ status: 503 }) },
    protection: () => ({
      call: <Result>(work: (ending: AbortSignal) => Promise<Result>, options: CallOptions) => {
        calls.push(options);
        return work(options.signal);
      },
    }),
    now: Date.now,
  };
  await parts.endpoints.create(endpoint, signal);
  const of = message(endpoint.id);
  const record = queued(of, { attempt, sentAt: recorder.runtime.now() - age });
  const handler = retryWebhook({ parts: () => parts, runtime: () => recorder.runtime });
  const { batchItemFailures } = await handler({ Records: [record] }, lambdaContext(9000));
  const { endpointId, deliveryId } = of.data;
  const delivery = await parts.deliveries.find({ tenant: of.tenant, endpointId, deliveryId }, signal);
  return { calls, status: delivery?.status, isTriedAgain: batchItemFailures.length === 1 };
}

describe('the queue of retries', () => {
  it('spends the retry budget from its first attempt on, for the first of all was made before', async () => {
    const { calls } = await retried({ attempt: 1, age: 0 });

    expect(calls).toEqual([expect.objectContaining({ retry: true })]);
  });

  it.each([
    [
      'tries again what waited for its whole window in a backlog',
      { attempt: 2, age: contract.retryWindow * 1000 },
      { status: 'pending', isTriedAgain: true },
    ],
    ['tries again what fails', { attempt: 3, age: 0 }, { status: 'pending', isTriedAgain: true }],
    [
      'ends what fails when its window is over',
      { attempt: 3, age: contract.retryWindow * 1000 },
      { status: 'failed', isTriedAgain: false },
    ],
  ])('%s', async (_case, delivery, expected) => {
    expect(await retried(delivery)).toMatchObject(expected);
  });
});
