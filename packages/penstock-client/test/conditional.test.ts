import { describe, expect, it } from '@jest/globals';
import { Client, readModifyWrite } from '../index.ts';
import { type Behaviour, FakePlatform, json, problem } from './fake-platform.ts';

const read =
  (version: number): Behaviour =>
  () =>
    json(200, { version }, { etag: `"${version}"` });
const outrun: Behaviour = () => problem(412, 'precondition-failed');

async function change(behaviours: readonly Behaviour[], options?: { maximumAttempts: number }) {
  const platform = new FakePlatform(behaviours);
  const client = new Client({ baseUrl: 'https://a.example', platform });
  const written = readModifyWrite(
    () => client.call<{ version: number }>({ path: '/x' }),
    ({ data, etag }) => client.call({ method: 'PATCH', path: '/x', body: { from: data.version }, ifMatch: etag }),
    options,
  );
  return { result: await platform.settle(written), sent: platform.sent };
}

describe('a change of what was read', () => {
  it('starts again from what somebody else made of it', async () => {
    const { result, sent } = await change([read(1), outrun, read(2), read(3)]);

    expect(result).toMatchObject({ value: { data: { version: 3 } } });
    expect(sent.filter(({ method }) => method === 'PATCH')).toMatchObject([
      { body: '{"from":1}', headers: { 'if-match': '"1"', 'idempotency-key': '"id-1"' } },
      { body: '{"from":2}', headers: { 'if-match': '"2"', 'idempotency-key': '"id-2"' } },
    ]);
  });

  it.each([
    [undefined, 6],
    [{ maximumAttempts: 1 }, 2],
  ])('ends after some attempts (%p)', async (options, requests) => {
    const { result, sent } = await change(
      [read(1), outrun, read(2), outrun, read(3), outrun, read(4), read(5)],
      options,
    );

    expect(result).toMatchObject({ reason: { status: 412 } });
    expect(sent).toHaveLength(requests);
  });

  it('fails at once with anything else', async () => {
    const { result, sent } = await change([read(1), () => problem(403, 'forbidden')]);

    expect(result).toMatchObject({ reason: { status: 403 } });
    expect(sent).toHaveLength(2);
  });
});
