import type { Resource } from '../../assembly/live.ts';
import type { EngineClient } from '../../dynamodb/client.ts';
import { deleteTable, putTable } from '../../dynamodb/reconcile.ts';
import { ensureReplicas } from '../../dynamodb/replicas/ensure-replicas.ts';
import { list, object } from '../../json.ts';
import { LocalError } from '../../problems.ts';
import type { Handler } from '../handler.ts';

/** @param replicaIn of an engine that is one region's side of several: the side of another */
export function tableHandler(engine: EngineClient, replicaIn?: (region: string) => EngineClient): Handler {
  return {
    put: async ({ id, region }, { tables }) => {
      const table = tables.find(({ name }) => name === id);
      if (table === undefined) return;
      await putTable(engine, table);
      if (replicaIn !== undefined) await ensureReplicas(engine, table, region);
    },
    remove: async (resource, keepsData) => {
      if (keepsData) return;
      if (isProtected(resource)) {
        throw new LocalError(
          `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first. (table ${resource.id})`,
        );
      }
      await deleteTable(engine, resource.id);
      const others = replicaRegions(resource).filter((region) => region !== resource.region);
      for (const region of others) if (replicaIn !== undefined) await deleteTable(replicaIn(region), resource.id);
    },
  };
}

const replicaRegions = ({ properties }: Resource) =>
  list(properties.Replicas).map((replica) => String(object(replica).Region));

function isProtected({ properties, region }: Resource): boolean {
  const replicas = list(properties.Replicas).map(object);
  if (properties.DeletionProtectionEnabled === true) return true;
  return replicas.some(
    ({ Region, DeletionProtectionEnabled }) => Region === region && DeletionProtectionEnabled === true,
  );
}
