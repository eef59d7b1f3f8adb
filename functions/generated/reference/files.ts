// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { type CompressedFiles, compressedFiles } from 'penstock/runtime/reference/files';

/** What describes the API; a bundle has the result in the place of this module. */
export const readFiles = (): CompressedFiles =>
  compressedFiles(import.meta.dirname, [
    'openapi.json',
    'asyncapi.json',
    'schema.graphql',
    'orders.v1.orders.proto',
    '../../../contract/rpc/descriptors.binpb',
  ]);
