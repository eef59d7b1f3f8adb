import { describe, expect, it } from '@jest/globals';
import { readAllowPrivate, readDeliveryQueueEnv, readWebhooksEnv } from '../../../functions/webhooks/env.ts';

describe('the environment', () => {
  it('gives what it holds', () => {
    expect(readWebhooksEnv({ WEBHOOKS_TABLE: 't' })).toEqual({ WEBHOOKS_TABLE: 't' });
    expect(readDeliveryQueueEnv({ DELIVER_WEBHOOK_QUEUE_URL: 'q' })).toEqual({ DELIVER_WEBHOOK_QUEUE_URL: 'q' });
    expect(readAllowPrivate({ ALLOW_PRIVATE_WEBHOOKS: 'true' })).toBe(true);
    expect(readAllowPrivate({ ALLOW_PRIVATE_WEBHOOKS: 'false' })).toBe(false);
  });

  it.each(['TRUE', '1', 'yes', ' true'])('fails for ALLOW_PRIVATE_WEBHOOKS=%j', (value) => {
    expect(() => readAllowPrivate({ ALLOW_PRIVATE_WEBHOOKS: value })).toThrow('must be true or false, received');
  });

  it('fails when it is empty', () => {
    expect(() => readAllowPrivate({})).toThrow('Missing environment variables: ALLOW_PRIVATE_WEBHOOKS');
    expect(() => readWebhooksEnv({})).toThrow('Missing environment variables: WEBHOOKS_TABLE');
    expect(() => readDeliveryQueueEnv({})).toThrow('Missing environment variables: DELIVER_WEBHOOK_QUEUE_URL');
  });
});
