import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SecurityRequirement } from '../contract/model.ts';
import { fetchToken } from '../local/fetch-token.ts';
import { makeKey } from '../ops/keys/add.ts';
import { regionTable } from '../ops/keys/region-table.ts';
import { type StageOfApp, stageAccess, stageRegions } from '../ops/tenants/stage-regions.ts';
import type { Credentials } from './try-operations.ts';

export interface LocalStage {
  /** The app's name. */
  readonly app: string;
  readonly stage: string;
  readonly stages: Readonly<Record<string, StageOfApp>>;
  readonly port: number;
  readonly tenant: string;
}

/** What a tenant shows the local cloud: a token, or a key that is made for it, each once. */
export function localCredentials(local: LocalStage): Credentials {
  let token: Promise<string> | undefined;
  const keys = new Map<string, Promise<string>>();
  return async (requirement: SecurityRequirement) => {
    if (requirement.credential === 'token') {
      token ??= fetchToken({ port: local.port, tenant: local.tenant });
      return { Authorization: `Bearer ${await token}` };
    }
    const scopes = requirement.scopes.join(' ');
    const key = keys.get(scopes) ?? newKey(local, requirement.scopes);
    keys.set(scopes, key);
    return { [requirement.header]: await key };
  };
}

async function newKey({ app, stage, stages, port, tenant }: LocalStage, scopes: readonly string[]): Promise<string> {
  const target = { stage, region: 'all', port };
  const { names, config } = await stageAccess(target, stages);
  const clients = names.map((region) => ({ region, client: new DynamoDBClient({ ...config, region }) }));
  const { regions: tenants, close } = await stageRegions(target, app, stages);
  try {
    const tables = clients.map(({ region, client }) => regionTable(client, region, { app, name: stage }));
    return (await makeKey({ stage, tables, tenants }, { tenant, scopes, label: 'examples' })).text;
  } finally {
    close();
    for (const { client } of clients) client.destroy();
  }
}
