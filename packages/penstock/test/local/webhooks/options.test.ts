import { describe, expect, it } from '@jest/globals';
import { readCommand } from '../../../cli/command.ts';
import { listenCommand, readListenOptions } from '../../../local/webhooks/options.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

function read(args: readonly string[]) {
  const reading = readCommand(listenCommand, args);
  if (reading.kind === 'help') throw new Error('help was asked for');
  return readListenOptions(reading.values);
}

describe('the options of the webhook listener', () => {
  it('are enough when there are none', () => {
    expect(read([])).toEqual({ listenPort: 3200, status: 204 });
  });

  it('tell what verifies', () => {
    const options = ['--listen-port', '0', '--status', '500', '--secret', secret];

    expect(read(options)).toEqual({ listenPort: 0, status: 500, secrets: [secret] });
  });

  it('tell both secrets of a rotation', () => {
    expect(read(['--secret', `${secret},${secret}`]).secrets).toEqual([secret, secret]);
  });

  it('tell how to subscribe', () => {
    const options = ['--tenant', 'globex', '--events', 'shop.parcel.sent.v1, shop.parcel.lost.v1', '--port', '4000'];

    expect(read(['--subscribe', ...options]).subscription).toEqual({
      port: 4000,
      tenant: 'globex',
      events: ['shop.parcel.sent.v1', 'shop.parcel.lost.v1'],
    });
  });

  it('subscribe to everything as acme by default', () => {
    expect(read(['--subscribe']).subscription).toEqual({ port: 3000, tenant: 'acme', events: ['*'] });
  });

  it.each([
    [
      'an unknown option',
      ['--prot', '1'],
      /^There is no option --prot; did you mean --port\? npm run listen -- --help /,
    ],
    [
      'a port that is none',
      ['--listen-port', '99999'],
      /^--listen-port is a number from 0 to 65535, received "99999"\.$/,
    ],
    ['a port of the cloud that is none', ['--subscribe', '--port', 'x'], /^--port is a number .*, received "x"\.$/],
    ['a status that is none', ['--status', '99'], /^--status is an HTTP status from 200 to 599, received "99"\.$/],
    ['a status that is empty', ['--status', ''], /^--status is an HTTP status from 200 to 599, received ""\.$/],
    ['a secret of another form', ['--secret', 'hush'], /^--secret is whsec_ and .* received 4 characters/],
    ['a second secret of another form', ['--secret', `${secret},hush`], /^--secret is whsec_ and .* received 4 char/],
    ['an empty secret', ['--secret', ''], /^--secret is whsec_ and .* received 0 characters/],
    ['an empty event type', ['--subscribe', '--events', 'a,,b'], /^--events is a list .*, received "a,,b"\.$/],
    ['two secrets', ['--subscribe', '--secret', secret], /^--secret and --subscribe exclude each other: /],
    ['a tenant and no subscription', ['--tenant', 'acme'], /^--tenant says how to subscribe: add --subscribe/],
    ['events and no subscription', ['--events', '*'], /^--events says how to subscribe: add --subscribe/],
    ['a port and no subscription', ['--port', '3000'], /^--port says how to subscribe: add --subscribe/],
  ])('fail with %s', (_case, args, message) => {
    expect(() => read(args)).toThrow(message);
  });

  it('fail without showing the secret that was given', () => {
    expect(() => read(['--secret', 'whsec_hush'])).not.toThrow(/hush/);
  });
});
