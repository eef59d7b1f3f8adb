import { expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { parseContract } from '../../../contract/load.ts';
import { digit, documentOf, type Parts } from './document.ts';

const path = { post: { responses: { '200': { description: 'Taken.' } } } };
const parameter = { name: 'page', in: 'query', schema: digit };
const key = { type: 'apiKey', in: 'header', name: 'X-Api-Key' };
const token = { type: 'http', scheme: 'bearer' };

it.each<readonly [string, Parts]>([
  ['callbacks', { operation: { callbacks: { done: { '{$request.body#/url}': path } } } }],
  ['webhooks', { root: { webhooks: { done: path } } }],
  [
    'webhooks by reference to components.pathItems',
    {
      root: { webhooks: { done: { $ref: '#/components/pathItems/Done' } } },
      components: { pathItems: { Done: path } },
    },
  ],
  ['parameters of the path', { pathItem: { parameters: [parameter] } }],
  [
    'parameters of the path that the operation overrides',
    { pathItem: { parameters: [parameter] }, operation: { parameters: [{ ...parameter, required: true }] } },
  ],
  [
    'security of one or another',
    {
      operation: { security: [{ key: [] }, { token: [] }] },
      components: { securitySchemes: { key, token } },
      root: { 'x-penstock-plans': { free: { rate: 50, burst: 100 } } },
    },
  ],
  ['links among the components', { components: { links: { Next: { operationId: 'doThing' } } } }],
])('%s are no finding', (_, parts) => {
  const text = stringify(documentOf(parts), { aliasDuplicateObjects: false });
  expect(parseContract('a.yaml', text).operations.map(({ operationId }) => operationId)).toEqual(['doThing']);
});
