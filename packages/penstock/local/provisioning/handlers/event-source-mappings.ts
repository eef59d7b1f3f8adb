import type { EngineClient } from '../../dynamodb/client.ts';
import { putTable } from '../../dynamodb/reconcile.ts';
import type { EventSources } from '../../event-sources/start.ts';
import type { Handler } from '../handler.ts';

export function eventSourceMappingHandler(sources: EventSources, engine: EngineClient): Handler {
  return {
    sendsByItself: true,
    put: async ({ id }, { backbone, tables }) => {
      const mapping = backbone.mappings.find((one) => one.id === id);
      if (mapping === undefined) return sources.remove(id);
      // A table has its stream from its first reader on, see `readTables`.
      const table = mapping.kind === 'stream' ? tables.find(({ name }) => name === mapping.table) : undefined;
      if (table !== undefined) await putTable(engine, table);
      await sources.put(mapping);
    },
    remove: async ({ id }) => sources.remove(id),
  };
}
