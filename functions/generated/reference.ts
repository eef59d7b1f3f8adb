// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { referenceHandler } from 'penstock/runtime/reference/handler';
import { readFiles } from './reference/files.ts';

/** Says what the API is. */
export const handler = referenceHandler({
  title: 'Orders',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  paths: {
    openapi: '/openapi.json',
    asyncapi: '/asyncapi.json',
    catalog: '/.well-known/api-catalog',
    docs: '/docs',
    file: '/docs/{file}',
  },
  status: '/health',
}, readFiles);
