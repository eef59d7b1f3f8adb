import { describe, expect, it } from '@jest/globals';
import { instant, isSigned, message, webhookEvent } from '../../../testkit/webhooks.ts';
import { setUp, signal } from './delivery-world.ts';

describe('delivering', () => {
  it('posts the event as it is, signed under its id', async () => {
    const { posts, endpoint, run, now } = await setUp();
    const event = webhookEvent();

    await run(message(endpoint.id, event));

    const [post] = posts;
    if (post === undefined) throw new Error('nothing was posted');
    expect(post.url).toBe(endpoint.draft.url);
    expect(JSON.parse(post.body)).toEqual(event);
    expect(post.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Penstock-Webhooks/1',
      'webhook-id': event.id,
    });
    expect(isSigned(post, endpoint.secret, now())).toBe(true);
  });

  it('records the attempt', async () => {
    const { endpoint, run, stored } = await setUp();
    const of = message(endpoint.id);

    await run(of);

    expect(await stored(of)).toMatchObject({
      status: 'delivered',
      attempts: [{ at: '2026-11-22T12:00:00.000Z', durationMs: 7, status: 200, request: of.id }],
    });
  });

  it('drops a message that came twice', async () => {
    const { endpoint, run, posts } = await setUp();
    const of = message(endpoint.id);

    await run(of);
    await run(of);

    expect(posts).toHaveLength(1);
  });

  it('sends again what is asked for again, under the same id', async () => {
    const { endpoint, run, posts, stored } = await setUp();
    const event = webhookEvent();
    await run(message(endpoint.id, event));
    const again = message(endpoint.id, event, 'request-2');

    await run(again);
    await run(again);

    expect(posts.map(({ headers }) => headers['webhook-id'])).toEqual([event.id, event.id]);
    expect((await stored(again))?.attemptCount).toBe(2);
  });

  it('drops what an endpoint that was deleted would have got', async () => {
    const { parts, endpoint, run, posts, stored } = await setUp();
    await parts.endpoints.remove({ ...endpoint, at: instant() }, signal);
    const of = message(endpoint.id);

    await run(of);

    expect(posts).toEqual([]);
    expect(await stored(of)).toBeUndefined();
  });
});
