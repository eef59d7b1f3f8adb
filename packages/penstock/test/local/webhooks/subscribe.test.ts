import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Contract } from '../../../contract/model.ts';
import { bindServer, originOf } from '../../../local/port.ts';
import { endpointPaths } from '../../../local/webhooks/endpoint-paths.ts';
import { subscribe } from '../../../local/webhooks/subscribe.ts';
import { type CloudStub, secret, startCloudStub } from './cloud-stub.ts';

let stub: CloudStub;
beforeEach(async () => {
  stub = await startCloudStub();
});
afterEach(() => stub.close());

const url = 'http://127.0.0.1:3200/webhooks';
const events = ['shop.parcel.*'];
const withOperations = (operations: object): Contract => ({ operations }) as Contract;
const create = { operationId: 'createWebhookEndpoint', path: '/v2/hooks' };
const remove = { operationId: 'deleteWebhookEndpoint', path: '/v2/hooks/{hookId}' };
const paths = endpointPaths(withOperations([create, remove]));
const subscribeTo = (over: { tenant?: string; port?: number } = {}) =>
  subscribe({ port: stub.port, tenant: 'acme', url, events, paths, ...over });

describe('subscribing', () => {
  it('makes an endpoint, and deletes it at the end', async () => {
    const subscription = await subscribeTo();

    expect([subscription.secret, subscription.replaced]).toEqual([secret, 0]);
    expect(stub.endpoints).toEqual([{ id: 'whe_1', url, events }]);
    await subscription.end();
    expect(stub.endpoints).toEqual([]);
  });

  it('takes the place of what a listener with this url left behind, and of nothing else', async () => {
    const other = { id: 'whe_other', url: 'http://127.0.0.1:4000/', events };
    stub.endpoints.push({ id: 'whe_left', url, events }, other);

    expect((await subscribeTo()).replaced).toBe(1);
    expect(stub.endpoints.map(({ id }) => id)).toEqual(['whe_other', 'whe_2']);
  });

  it('fails where the contract has no webhooks', () => {
    expect(() => endpointPaths(withOperations([create]))).toThrow('received no operation deleteWebhookEndpoint');
  });

  it('fails for an unknown tenant', async () => {
    await expect(subscribeTo({ tenant: 'bob' })).rejects.toThrow(/^There is no tenant bob\. The clients are acme\.$/);
  });

  it('fails when no local cloud runs', async () => {
    await stub.close();

    await expect(subscribeTo()).rejects.toThrow(
      `No local cloud answers on port ${stub.port}. Start it with npm start, or name its --port.`,
    );
  });

  it('fails when the local cloud is still starting', async () => {
    const server = await bindServer(0);
    const { port } = new URL(originOf(server));
    const subscribing = subscribeTo({ port: Number(port) });

    await expect(subscribing).rejects.toThrow(`The local cloud on port ${port} is still starting.`);
    server.close();
  });

  it.each([
    [
      'a problem, with all that it found',
      { status: 422, body: '{"detail":"It does not fit.","errors":[{"pointer":"#/url","detail":"must be a url"}]}' },
      / answers 422: It does not fit\.\n {2}#\/url must be a url$/,
    ],
    ['no problem but words', { status: 502, body: 'oh no' }, / answers 502: oh no$/],
    ['nothing that it should', { status: 200, body: '<html>' }, / without an id and a secret: it is no stage of /],
  ])('fails when the answer is %s', async (_case, refuse, message) => {
    stub.refuse = refuse;

    await expect(subscribeTo()).rejects.toThrow(message);
  });
});
