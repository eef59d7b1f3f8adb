import type { Resource } from '../../assembly/live.ts';
import type { EngineClient } from '../../dynamodb/client.ts';
import { deleteTable, putTable } from '../../dynamodb/reconcile.ts';
import { ensureReplicas } from '../../dynamodb/replicas/ensure-replicas.ts';
import { list, object } from '../../json.ts';
import { LocalError } from '../../problems.ts';
import type { Handler } from '../handler.ts';

/** @param hasReplicas whether the engine is one region's side of several */
export function tableHandler(engine: EngineClient, hasReplicas = false): Handler {
  return {
    put: async ({ id, region }, { tables }) => {
      const table = tables.find(({ name }) => name === id);
      if (table === undefined) return;
      await putTable(engine, table);
      if (hasReplicas) await ensureReplicas(engine, table, region);
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
  if (properties.DeletionProtectionEnabled === true) return true;
  return replicas.some(
    ({ Region, DeletionProtectionEnabled }) => Region === region && DeletionProtectionEnabled === true,
  );
}
