import { describe, expect, it } from '@jest/globals';
import { readListenOptions } from '../../../local/webhooks/options.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('the options of the webhook listener', () => {
  it('are enough when there are none', () => {
    expect(readListenOptions([])).toEqual({ port: 3200, status: 204 });
  });

  it('tell what verifies', () => {
    const options = ['--port', '0', '--status', '500', '--secret', secret];

    expect(readListenOptions(options)).toEqual({ port: 0, status: 500, secrets: [secret] });
  });

  it('tell both secrets of a rotation', () => {
    expect(readListenOptions(['--secret', `${secret},${secret}`]).secrets).toEqual([secret, secret]);
  });

  it('tell how to subscribe', () => {
    const options = [
      '--tenant',
      'globex',
      '--events',
      'orders.order.paid.v1, orders.order.placed.v1',
      '--cloud',
      '4000',
    ];

    expect(readListenOptions(['--subscribe', ...options]).subscription).toEqual({
      cloud: 4000,
      tenant: 'globex',
      events: ['orders.order.paid.v1', 'orders.order.placed.v1'],
    });
  });

  it('subscribe to every change of an order as acme by default', () => {
    const { cloud, tenant, events } = readListenOptions(['--subscribe']).subscription ?? {};

    expect([cloud, tenant, events?.length]).toEqual([3000, 'acme', 5]);
  });

  it.each([
    ['an unknown option', ['--prot', '1'], /Unknown option '--prot'\. Usage: npm run listen -- /],
    ['a port that is none', ['--port', '99999'], /^--port is a number from 0 to 65535, received "99999"\.$/],
    ['a port of the cloud that is none', ['--subscribe', '--cloud', 'x'], /^--cloud is a number .*, received "x"\.$/],
    ['a status that is none', ['--status', '99'], /^--status is an HTTP status from 200 to 599, received "99"\.$/],
    ['a status that is empty', ['--status', ''], /^--status is an HTTP status from 200 to 599, received ""\.$/],
    ['a secret of another form', ['--secret', 'hush'], /^--secret is whsec_ and .* received 4 characters/],
    ['a second secret of another form', ['--secret', `${secret},hush`], /^--secret is whsec_ and .* received 4 char/],
    ['an empty secret', ['--secret', ''], /^--secret is whsec_ and .* received 0 characters/],
    ['an empty event type', ['--subscribe', '--events', 'a,,b'], /^--events is a list .*, received "a,,b"\.$/],
    ['two secrets', ['--subscribe', '--secret', secret], /^--secret and --subscribe exclude each other: /],
    ['a tenant and no subscription', ['--tenant', 'acme'], /^--tenant says how to subscribe: add --subscribe/],
    ['events and no subscription', ['--events', '*'], /^--events says how to subscribe: add --subscribe/],
    ['a cloud and no subscription', ['--cloud', '3000'], /^--cloud says how to subscribe: add --subscribe/],
  ])('fail with %s', (_case, args, message) => {
    expect(() => readListenOptions(args)).toThrow(message);
  });

  it('fail without showing the secret that was given', () => {
    expect(() => readListenOptions(['--secret', 'whsec_hush'])).not.toThrow(/hush/);
  });
});
