import type { Resource } from '../../assembly/live.ts';
import type { EngineClient } from '../../dynamodb/client.ts';
import { deleteTable, putTable } from '../../dynamodb/reconcile.ts';
import { list, object } from '../../json.ts';
import { LocalError } from '../../problems.ts';
import type { Handler } from '../handler.ts';

export function tableHandler(engine: EngineClient): Handler {
  return {
    put: async ({ id }, { tables }) => {
      const table = tables.find(({ name }) => name === id);
      if (table !== undefined) await putTable(engine, table);
    },
    remove: async (resource, keepsData) => {
      if (keepsData) return;
      if (isProtected(resource)) {
        throw new LocalError(
          `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first. (table ${resource.id})`,
        );
      }
      await deleteTable(engine, resource.id);
    },
  };
}

function isProtected({ properties, region }: Resource): boolean {
  const replicas = list(properties.Replicas).map(object);
  return replicas.some(
    ({ Region, DeletionProtectionEnabled }) => Region === region && DeletionProtectionEnabled === true,
  );
}
