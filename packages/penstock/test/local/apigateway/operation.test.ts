import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { type SmallCloud, startSmallCloud } from '../fixtures/cloud.ts';

/** An operation that answers what it was sent: as JSON, or the bytes of the file that it was sent. */
const source = `
import { multipartBody } from '../../../runtime/http/body/multipart-body.ts';
import { composedParameters } from '../../../runtime/http/parameters/composed-parameters.ts';
import { operation } from '../../../runtime/http/operation.ts';
import { contract } from '../../runtime/contract.ts';
import { recordingRuntime } from '../../../testkit/operation-runtime.ts';
const validate = () => true;
const { runtime } = recordingRuntime();
const declared = contract({
  path: '/things/{id}',
  produces: ['application/json', 'image/*'],
  answers: { 200: { mediaType: 'application/json', headers: {}, others: [{ mediaType: 'image/*', write: 'bytes' }] } },
  requestBody: {
    required: true, mediaType: 'multipart/form-data', read: multipartBody, validate, maxBytes: 9000,
    fields: [{ name: 'photo', type: 'file' }, { name: 'tags', type: { array: 'string' } }],
  },
  readParameters: composedParameters,
  parameters: [
    { name: 'id', in: 'path', required: true, type: { array: 'string' }, validate },
    { name: 'ids', in: 'query', required: false, type: { array: 'integer' }, validate },
    { name: 'filter', in: 'query', required: false, style: 'deepObject', type: { members: { size: 'number' } }, validate },
    { name: 'session', in: 'cookie', required: false, type: 'string', validate },
  ],
});
export const handler = operation(declared, async ({ accepted, body, query, parameters }) => accepted === 'image/*'
  ? { status: 200, mediaType: body.photo.mediaType, body: body.photo.bytes }
  : { status: 200, body: { query, parameters, tags: body.tags, name: body.photo.filename } }, () => runtime);
`;

let small: SmallCloud;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    write: false,
  });
  small = await startSmallCloud({
    handlers: { Guarded: outputFiles[0]?.text ?? '' },
    edit: ({ Resources }) =>
      Object.assign(Resources.Api?.Properties.Body as object, { 'x-amazon-apigateway-binary-media-types': ['*/*'] }),
  });
});
afterAll(() => small.close());

const bytes = new Uint8Array([0, 255, 13, 10, 45, 45]);

function sent(accept: string): Promise<Response> {
  const body = new FormData();
  body.append('tags', 'ä');
  body.append('photo', new File([bytes], 'a "b".png', { type: 'image/png' }));
  body.append('tags', 'b');
  const headers = { authorization: 'Bearer acme', 'idempotency-key': 'k', accept, cookie: 'a=1; session=x%20y' };
  return small.fetch('/things/a%2Cb,c?ids=2&ids=1&filter%5Bsize%5D=1.5', { method: 'POST', headers, body });
}

describe('an operation behind the gateway', () => {
  it('is sent lists, objects, cookies and files as the client meant them', async () => {
    const response = await sent('application/json');
    expect(await response.json()).toEqual({
      query: { ids: [2, 1], filter: { size: 1.5 } },
      parameters: { path: { id: ['a,b', 'c'] }, headers: {}, cookies: { session: 'x y' } },
      tags: ['ä', 'b'],
      name: 'a "b".png',
    });
  });

  it('answers with bytes where the caller asks for them', async () => {
    const response = await sent('image/png, application/json;q=0.1');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  it('answers with nothing that the caller does not take', async () => {
    const response = await sent('audio/ogg');
    expect(response.status).toBe(406);
    expect(await response.json()).toMatchObject({
      title: 'Not acceptable',
      detail: 'Accept one of application/json, image/*.',
    });
  });
});
