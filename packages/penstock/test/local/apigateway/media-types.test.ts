import { describe, expect, it } from '@jest/globals';
import { isBinary } from '../../../local/apigateway/media-types.ts';
import { startSmallCloud } from '../fixtures/cloud.ts';

describe('a binary media type', () => {
  it.each([
    ['application/json', ['*/*'], true],
    ['application/json', ['application/json'], true],
    ['application/json', ['application/*'], true],
    ['application/json', ['image/*', 'application/json'], true],
    ['Application/JSON', ['application/json'], false],
    ['application/json', ['application/pdf'], false],
    ['application/json', ['image/*'], false],
    ['application/json', [], false],
  ])('counts %s as one of %j: %s', (type, types, expected) => {
    expect(isBinary(type, types)).toBe(expected);
  });
});

describe('the content of a request', () => {
  const binary = { 'x-amazon-apigateway-binary-media-types': ['application/json', 'image/*'] };

  it.each([
    ['application/json', Buffer.from([0x22, 0xff, 0x22]), [true, 'Iv8i']],
    ['application/json; charset=utf-8', Buffer.from('{}'), [true, 'e30=']],
    ['image/png', Buffer.from([0x89]), [true, 'iQ==']],
    ['text/plain', Buffer.from([0x61, 0xff]), [false, 'a\ufffd']],
    ['application/json', Buffer.alloc(0), [false, null]],
  ])('under %s reaches the function as bytes exactly where the type is binary', async (type, body, expected) => {
    const small = await startSmallCloud({
      edit: ({ Resources }) => Object.assign(Resources.Api?.Properties.Body as object, binary),
    });
    const headers = { authorization: 'Bearer acme', 'idempotency-key': 'k', 'content-type': type };
    const event = await (await small.fetch('/things/1', { method: 'POST', headers, body })).json();
    await small.close();

    const { isBase64Encoded, body: received } = event as Record<string, unknown>;
    expect([isBase64Encoded, received]).toEqual(expected);
  });
});

describe('the answer of a function', () => {
  // Without ~1 as CDK writes it, with it as the reference says.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html
  it.each([
    ['application/proto', 'application/proto', Buffer.from([0xff, 0])],
    ['application~1proto', 'application/proto', Buffer.from([0xff, 0])],
    // A browser's fetch names no type: for it `*/*` itself has to be binary.
    ['application/proto', '*/*', Buffer.from('/wA=')],
    ['*/*', '*/*', Buffer.from([0xff, 0])],
  ])('is bytes where the API has the property %s and the caller accepts %s', async (type, accept, expected) => {
    const small = await startSmallCloud({
      handlers: { Open: "exports.handler = async () => ({ statusCode: 200, body: '/wA=', isBase64Encoded: true });" },
      edit: ({ Resources }) => Object.assign(Resources.Api?.Properties ?? {}, { BinaryMediaTypes: [type] }),
    });
    const response = await small.fetch('/open', { headers: { accept } });
    const received = Buffer.from(await response.arrayBuffer());
    await small.close();

    expect(received).toEqual(expected);
  });

  it.each([
    ['text', "body: 'text'", 'text/plain', 'text'],
    ['text that is base64', "body: 'dGV4dA=='", 'application/json', 'dGV4dA=='],
    ['bytes for who takes them', "body: 'dGV4dA==', isBase64Encoded: true", 'application/json', 'text'],
    ['bytes as they are for who does not', "body: 'dGV4dA==', isBase64Encoded: true", 'text/plain', 'dGV4dA=='],
    [
      'bytes by the first type alone',
      "body: 'dGV4dA==', isBase64Encoded: true",
      'text/plain, application/json',
      'dGV4dA==',
    ],
  ])('goes out as %s', async (_case, answer, accept, expected) => {
    const small = await startSmallCloud({
      handlers: { Open: `exports.handler = async () => ({ statusCode: 200, ${answer} });` },
      edit: ({ Resources }) =>
        Object.assign(Resources.Api?.Properties.Body as object, {
          'x-amazon-apigateway-binary-media-types': ['application/json'],
        }),
    });
    const response = await small.fetch('/open', { headers: { accept } });
    const received = await response.text();
    await small.close();

    expect(received).toBe(expected);
  });
});
