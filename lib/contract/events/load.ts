import { join } from 'node:path';
import type { Contract } from '../model.ts';
import { consumersOf, eventTypes, readConsumers } from './consumers.ts';
import type { EventContract, EventContracts } from './model.ts';
import { readSchema, type SchemaFile, schemaEnding } from './schema-file.ts';

/** The file that says who consumes what, in the folder of the events. */
export const consumersFile = 'consumers.yaml';

/**
 * Reads and checks a folder of events: `<type>.schema.json` each, and consumers.yaml. Their references lead into the
 * API contract. @throws ContractError with every finding.
 */
export function loadEvents(folder: string, contract: Contract): EventContracts {
  const types = eventTypes(folder);
  const files = types.map((type) => readSchema(join(folder, `${type}${schemaEnding}`), contract.file));
  return {
    folder,
    events: files.map(toEvent),
    consumers: consumersOf(readConsumers(join(folder, consumersFile)), types),
  };
}

// The rules have proved the shapes that are asserted here.
function toEvent({ type, schema }: SchemaFile): EventContract {
  const { $schema: _, $id: __, title, description, ...data } = schema;
  return { type, title: String(title), description: String(description), data: { description, ...data } };
}
