import { beforeEach, describe, expect, it } from '@jest/globals';
import { MAX_ENDPOINTS } from 'penstock/runtime/webhooks/endpoints/endpoint-decisions';
import { caller } from 'penstock/testkit/operation-runtime';
import { OVERLAP_MS, SHOWN_FOR_MS } from 'penstock/testkit/webhooks';
import { listWebhookEndpoints } from '../../../functions/webhooks/entry/http/listWebhookEndpoints.ts';
import { newId } from './support.ts';
import { PATH, setUp, wanted } from './world.ts';

let world: ReturnType<typeof setUp>;
beforeEach(() => {
  world = setUp();
});

describe('creating an endpoint', () => {
  it('answers with the endpoint, its place and its secret', async () => {
    const { status, body, headers } = await world.create({ ...wanted, description: 'Warehouse' });

    expect(status).toBe(201);
    expect(body).toEqual({
      ...wanted,
      id: expect.stringMatching(/^whe_[0-9a-hjkmnp-tv-z]{26}$/),
      description: 'Warehouse',
      status: 'enabled',
      createdAt: expect.any(String),
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    });
    expect(headers.Location).toBe(`/dev${PATH}/${body.id}`);
  });

  it('replays the first answer to the byte, its secret included', async () => {
    const first = await world.create(wanted, 'k-1');

    const again = await world.create(wanted, 'k-1');

    expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
    expect(again.headers['Idempotent-Replayed']).toBe('true');
  });

  it('replays it without the secret after an hour', async () => {
    const { body: first } = await world.create(wanted, 'k-1');
    world.pass(SHOWN_FOR_MS - 1);
    const inTime = await world.create(wanted, 'k-1');
    world.pass(1);

    const late = await world.create(wanted, 'k-1');

    const { secret, ...rest } = first;
    expect([inTime.body, late.body]).toEqual([first, rest]);
    expect([late.status, late.headers['Idempotent-Replayed']]).toEqual([201, 'true']);
  });

  it('fails with 410 for the key of an endpoint that was deleted, and gives nothing away', async () => {
    const { body } = await world.create(wanted, 'k-1');
    await world.remove(body.id);

    const again = await world.create(wanted, 'k-1');

    expect([again.status, again.body.type]).toEqual([410, 'urn:penstock:problem:gone']);
    expect(JSON.stringify(again)).not.toContain('whsec_');
    expect((await world.create(wanted, 'k-2')).status).toBe(201);
  });

  it.each([['orders.order.*'], ['*']])('takes %s for every event there is', async (filter) => {
    const { status, body } = await world.create({ ...wanted, events: [filter] });

    expect([status, body.events]).toEqual([201, [filter]]);
  });

  it('never logs the secret', async () => {
    const { body } = await world.create(wanted);

    expect(JSON.stringify([world.lines, world.metrics])).not.toContain(body.secret);
  });

  it.each([
    ['another request with the key', 'idempotency-key-reused', { ...wanted, url: 'https://example.com/other' }, 'k-1'],
    ['plain http', 'validation', { ...wanted, url: 'http://example.com/' }, 'k-2'],
    ['a private address', 'validation', { ...wanted, url: 'https://169.254.169.254/' }, 'k-3'],
    ['an event that there is not', 'validation', { ...wanted, events: ['orders.order.eaten.v1'] }, 'k-4'],
    ['a pattern of its own', 'validation', { ...wanted, events: ['orders.*.v1'] }, 'k-7'],
    ['no events', 'validation', { ...wanted, events: [] }, 'k-5'],
    ['a member too many', 'validation', { ...wanted, secret: 'mine' }, 'k-6'],
  ])('fails for %s', async (_case, code, body, key) => {
    await world.create(wanted, 'k-1');

    const answer = await world.create(body, key);

    expect([answer.status, answer.body.type]).toEqual([422, `urn:penstock:problem:${code}`]);
  });

  it('points at the url that it refuses', async () => {
    const { body } = await world.create({ ...wanted, url: 'https://10.0.0.1/' });

    expect(body.errors).toEqual([{ pointer: '#/url', detail: 'must not name a private address' }]);
  });

  it('fails beyond the limit', async () => {
    for (let index = 0; index < MAX_ENDPOINTS; index += 1) await world.create(wanted);

    const { status, body } = await world.create(wanted);

    expect([status, body.type]).toEqual([409, 'urn:penstock:problem:invalid-state']);
  });
});

describe('listing and deleting endpoints', () => {
  it('shows a page at a time, and never a secret', async () => {
    for (let index = 0; index < 3; index += 1) await world.create(wanted);
    const list = (query: Record<string, string>) => world.call(listWebhookEndpoints(world.services), { query });

    const first = await list({ limit: '2' });
    const second = await list({ limit: '2', cursor: first.body.nextCursor });

    expect([...first.body.items, ...second.body.items]).toHaveLength(3);
    expect(second.body.nextCursor).toBeNull();
    expect(first.headers.Link).toContain('rel="next"');
    expect(JSON.stringify([first.body, second.body])).not.toContain('whsec_');
  });

  it("fails for another tenant's cursor", async () => {
    for (let index = 0; index < 2; index += 1) await world.create(wanted);
    const { body } = await world.call(listWebhookEndpoints(world.services), { query: { limit: '1' } });

    const { status } = await world.call(listWebhookEndpoints(world.services), {
      query: { cursor: body.nextCursor },
      caller: caller({ tenant: 'globex', scope: 'webhooks:read' }),
    });

    expect(status).toBe(400);
  });

  it('deletes, and again', async () => {
    const { body } = await world.create(wanted);

    expect([(await world.remove(body.id)).status, (await world.remove(body.id)).status]).toEqual([204, 204]);
    expect((await world.call(listWebhookEndpoints(world.services), {})).body.items).toEqual([]);
  });

  it('fails to delete what never was', async () => {
    expect((await world.remove(newId('whe'))).status).toBe(404);
  });
});

describe('rotating a secret', () => {
  it('answers with the endpoint, a new secret, and how long the one before signs', async () => {
    const { body: endpoint } = await world.create({ ...wanted, description: 'Warehouse' });
    world.pass(5000);

    const { status, body, headers } = await world.rotate(endpoint.id);

    expect(status).toBe(200);
    expect(body).toEqual({
      ...endpoint,
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
      previousSecretExpiresAt: new Date(Date.parse(endpoint.createdAt) + 5000 + OVERLAP_MS).toISOString(),
    });
    expect(body.secret).not.toBe(endpoint.secret);
    expect(headers).not.toHaveProperty('Idempotent-Replayed');
  });

  it('rotates once a key, and shows a repeat the secret for an hour', async () => {
    const { body: endpoint } = await world.create(wanted);
    const { body: first } = await world.rotate(endpoint.id, 'k-1');
    world.pass(SHOWN_FOR_MS - 1);
    const again = await world.rotate(endpoint.id, '"k-1"');
    world.pass(1);

    const late = await world.rotate(endpoint.id, 'k-1');

    const { secret, ...rest } = first;
    expect([again.body, late.body]).toEqual([first, rest]);
    expect([again, late].map(({ headers }) => headers['Idempotent-Replayed'])).toEqual(['true', 'true']);
  });

  it('shows a repeat no secret that two later rotations dropped', async () => {
    const { body: endpoint } = await world.create(wanted, 'k-0');
    const secrets = [];
    for (const key of ['k-1', 'k-2', 'k-3']) secrets.push((await world.rotate(endpoint.id, key)).body.secret);

    const repeats = [await world.create(wanted, 'k-0')];
    for (const key of ['k-1', 'k-2', 'k-3']) repeats.push(await world.rotate(endpoint.id, key));

    expect(repeats.map(({ body }) => body.secret)).toEqual([undefined, undefined, secrets[1], secrets[2]]);
  });

  it('fails without a key', async () => {
    const { body: endpoint } = await world.create(wanted);

    expect((await world.rotate(endpoint.id, ' ')).status).toBe(400);
  });

  it('fails for an endpoint that does not exist or was deleted, a repeat too', async () => {
    const { body: endpoint } = await world.create(wanted);
    await world.rotate(endpoint.id, 'k-1');
    await world.remove(endpoint.id);

    expect((await world.rotate(newId('whe'))).status).toBe(404);
    expect((await world.rotate(endpoint.id, 'k-1')).status).toBe(404);
  });

  it('shows no secret in lists and logs', async () => {
    const { body: endpoint } = await world.create(wanted);
    await world.rotate(endpoint.id);

    const list = await world.call(listWebhookEndpoints(world.services), {});

    expect(JSON.stringify([list, world.lines, world.metrics])).not.toContain('whsec_');
  });
});
