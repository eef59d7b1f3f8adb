import { describe, expect, it } from '@jest/globals';
import { type SmallCloud, startSmallCloud } from '../fixtures/cloud.ts';

interface Edit {
  readonly binary?: readonly string[];
  readonly over?: object;
  readonly response?: object;
}

/** The answers of a mock for every other method of /open. */
async function answers(edit: Edit, ...inits: RequestInit[]) {
  const small: SmallCloud = await startSmallCloud({
    edit: ({ Resources }) => {
      const document = Resources.Api?.Properties.Body as { paths: Record<string, Record<string, unknown>> };
      Object.assign(document, { 'x-amazon-apigateway-binary-media-types': edit.binary ?? [] });
      Object.assign(document.paths['/open'] ?? {}, {
        'x-amazon-apigateway-any-method': {
          'x-amazon-apigateway-integration': {
            type: 'mock',
            contentHandling: 'CONVERT_TO_TEXT',
            passthroughBehavior: 'never',
            requestTemplates: { 'application/json': '{"statusCode":405}', 'text/plain': '{"statusCode":405}' },
            responses: {
              default: {
                statusCode: '405',
                contentHandling: 'CONVERT_TO_TEXT',
                responseParameters: {
                  'method.response.header.Allow': "'GET'",
                  'method.response.header.X-Id': 'context.requestId',
                },
                responseTemplates: { 'application/json': '{"id":"$context.requestId"}' },
                ...edit.response,
              },
            },
            ...edit.over,
          },
        },
      });
    },
  });
  const found = [];
  for (const init of inits) {
    const response = await small.fetch('/open', init);
    found.push({ status: response.status, headers: response.headers, text: await response.text() });
  }
  await small.close();
  return { found, invocations: small.invocations };
}

describe('a mock integration', () => {
  it('answers by itself what the resource has no method for, and nothing else', async () => {
    const { found, invocations } = await answers({}, { method: 'PUT' }, { method: 'GET' });
    const [put, get] = found;

    expect([put?.status, put?.headers.get('allow'), get?.status]).toEqual([405, 'GET', 200]);
    expect(JSON.parse(put?.text ?? '')).toEqual({ id: put?.headers.get('x-amzn-requestid') });
    expect(put?.headers.get('x-id')).toBe(put?.headers.get('x-amzn-requestid'));
    expect(invocations).toEqual(['Open']);
  });

  it('takes content of the types that it has a template for, whatever their parameters', async () => {
    const send = (type: string) => ({ method: 'PUT', body: 'x', headers: { 'content-type': type } });
    const { found } = await answers({}, send('text/plain; charset=utf-8'), send('text/csv'));

    expect(found.map(({ status }) => status)).toEqual([405, 415]);
  });

  it.each<[string, Edit]>([
    ['content that it does not convert', { over: { contentHandling: undefined } }],
    ['an answer that it does not convert', { response: { contentHandling: undefined } }],
  ])('fails with 500 as in AWS where every type is binary, for %s', async (_case, edit) => {
    const { found } = await answers({ ...edit, binary: ['*/*'] }, { method: 'PUT' });
    const { found: without } = await answers(edit, { method: 'PUT' });

    expect([found[0]?.status, without[0]?.status]).toEqual([500, 405]);
  });
});
