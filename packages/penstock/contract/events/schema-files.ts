import { join } from 'node:path';
import { eventTypes } from './consumers.ts';
import { readSchema, type SchemaFile, schemaEnding } from './schema-file.ts';

/** The schemas in a folder of events, by type. @throws ContractError when one can't be read */
export const schemaFiles = (folder: string, api: string): readonly SchemaFile[] =>
  eventTypes(folder).map((type) => readSchema(join(folder, `${type}${schemaEnding}`), api));
