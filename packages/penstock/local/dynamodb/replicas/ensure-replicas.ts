import { list, object, text } from '../../json.ts';
import { LocalError } from '../../problems.ts';
import type { EngineClient } from '../client.ts';
import type { TableDefinition } from '../tables.ts';

/**
 * Gives a table the replicas that it does not have yet.
 *
 * @param region that the engine is in
 * @throws LocalError when it may not get one
 */
export async function ensureReplicas(engine: EngineClient, table: TableDefinition, region: string): Promise<void> {
  const { name, isStrong, witness, replicas = [] } = table;
  const create = (RegionName: unknown) => ({ Create: { RegionName } });
  const { Table } = (await engine.send('DescribeTable', { TableName: name })).body;
  const existing = list(object(Table).Replicas).map((replica) => object(replica).RegionName);
  const missing = replicas.filter((other) => other !== region && !existing.includes(other));
  if (missing.length === 0) return;
  const { status, body } = await engine.send('UpdateTable', {
    TableName: name,
    ReplicaUpdates: missing.map(create),
    MultiRegionConsistency: isStrong ? 'STRONG' : 'EVENTUAL',
    ...(witness === undefined ? {} : { GlobalTableWitnessUpdates: [create(witness)] }),
  });
  if (status === 200) return;
  throw new LocalError(
    `Table ${name} gets no replica in ${missing.join(', ')}: ${text(body.message)}. ` +
      'Start with --fresh to begin with empty tables.',
  );
}
