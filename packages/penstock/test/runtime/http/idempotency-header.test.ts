import { describe, expect, it } from '@jest/globals';
import { jsonBody } from '../../../runtime/http/body/json-body.ts';
import { fingerprint } from '../../../runtime/idempotency/identity.ts';
import { parameter, validator } from '../contract.ts';
import { run } from '../run-operation.ts';

const anything = validator(() => true);
const keyed = {
  idempotency: 'required' as const,
  requestBody: { required: true, mediaType: 'application/json', read: jsonBody, validate: anything },
  parameters: [parameter({ name: 'id', in: 'path', type: 'string', validate: anything })],
};
const event = (...keys: string[]) => ({
  headers: { 'Content-Type': 'application/json', ...(keys.length > 0 && { 'idempotency-KEY': keys }) },
  pathParameters: { id: 'p-1' },
  body: '{"a":1}',
});

describe('the identity of a request', () => {
  it('is its key, and the fingerprint of operation, path and body', async () => {
    expect((await run({ contract: keyed, event: event('"k-1"') })).seen?.identity).toEqual({
      key: 'k-1',
      fingerprint: fingerprint({ operationId: 'doThing', path: { id: 'p-1' }, body: { a: 1 } }),
    });
  });

  it.each([
    ['is missing', [], 'is missing'],
    ['is sent twice', ['k-1', 'k-1'], 'was sent more than once'],
    ['is empty', [''], 'is empty'],
    ['has a tab', ['a\tb'], 'has a tab in it'],
    ['is too long', ['k'.repeat(256)], 'has 256 characters; at most 255 are allowed'],
    ['is beyond ASCII', ['clé'], 'has characters other than printable ASCII'],
  ])('fails when its key %s', async (_case, keys, detail) => {
    const { status, json, code } = await run({ contract: keyed, event: event(...keys) });

    expect([status, code]).toEqual([400, 'idempotency-key-invalid']);
    expect(json.detail).toBe(`The header Idempotency-Key ${detail}. Send one key of your own choice a request.`);
    expect(json.errors).toEqual([{ parameter: 'Idempotency-Key', detail }]);
  });

  it('fails when its key is half a string', async () => {
    const { status, json } = await run({ contract: keyed, event: event('"k') });

    expect([status, json.errors]).toEqual([
      400,
      [
        {
          parameter: 'Idempotency-Key',
          detail: expect.stringMatching(/^begins with a quote but is not an RFC \d+ string of printable ASCII$/),
        },
      ],
    ]);
  });

  const declared = (over: object) => ({
    ...keyed,
    parameters: [
      ...keyed.parameters,
      parameter({ name: 'other', in: 'header', type: 'string', validate: validator(() => false) }),
      parameter({ name: 'idempotency-KEY', in: 'header', type: 'string', ...over }),
    ],
  });
  const refusing = (errors: unknown) => Object.assign(() => false, { errors }) as never;
  const finding = (message: string) => ({ instancePath: '', keyword: 'any', params: {}, message });

  it('is held to what the contract says of its header, as it was sent', async () => {
    const validate = validator((value) => value === '"k-1"');

    expect((await run({ contract: declared({ validate }), event: event(' "k-1" ') })).seen?.identity.key).toBe('k-1');
    expect((await run({ contract: declared({ validate }), event: event('k-1') })).status).toBe(400);
  });

  it.each([
    [[finding('is a'), finding('is b')], 'is a and is b'],
    [null, 'is not valid'],
  ])('fails with what the contract finds: %j', async (errors, detail) => {
    const { json } = await run({ contract: declared({ validate: refusing(errors) }), event: event('k-1') });

    expect(json.errors).toEqual([{ parameter: 'Idempotency-Key', detail }]);
  });

  it('is nothing that an operation without a key has', async () => {
    const { lines } = await run({
      contract: { idempotency: 'none' },
      event: { headers: { 'Idempotency-Key': 'k-1' } },
      handle: async ({ identity }) => ({ status: 200, body: { identity } }),
    });

    expect(lines).toMatchObject([{ error: { message: 'doThing has no Idempotency-Key' } }]);
  });
});
