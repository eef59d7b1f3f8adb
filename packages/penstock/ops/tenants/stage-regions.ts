import { APIGatewayClient, type APIGatewayClientConfig } from '@aws-sdk/client-api-gateway';
import { UserError } from '../../cli/user-error.ts';
import { localAccess } from '../target.ts';
import { type RegionKeys, regionKeys } from './region-keys.ts';

export interface StageOptions {
  readonly stage: string;
  /** One of the stage, or `all`. */
  readonly region: string;
  /** Where a local stage runs. */
  readonly port: number;
}

/** What is read of a stage in lib/stages.ts. */
export interface StageOfApp {
  readonly regions: readonly string[];
  readonly local?: boolean;
}

export interface StageRegions {
  readonly regions: readonly RegionKeys[];
  close(): void;
}

/**
 * The tenants of a stage in the regions that a command is for.
 *
 * @param app its name
 * @throws UserError for a stage or a region that there is not, and where no local cloud answers
 */
export async function stageRegions(
  options: StageOptions,
  app: string,
  stages: Readonly<Record<string, StageOfApp>>,
): Promise<StageRegions> {
  const { names, config } = await stageAccess(options, stages);
  const clients = names.map((name) => ({ name, client: new APIGatewayClient({ ...config, region: name }) }));
  return {
    regions: clients.map(({ name, client }) => regionKeys(client, name, { app, name: options.stage })),
    close: () => {
      for (const { client } of clients) client.destroy();
    },
  };
}

export interface StageAccess {
  /** Of the regions that a command is for. */
  readonly names: readonly string[];
  /** How the clients of any service reach them. */
  readonly config: Pick<APIGatewayClientConfig, 'endpoint' | 'credentials' | 'maxAttempts' | 'retryMode'>;
}

/** @throws UserError for a stage or a region that there is not, and where no local cloud answers */
export async function stageAccess(
  { stage, region, port }: StageOptions,
  stages: Readonly<Record<string, StageOfApp>>,
): Promise<StageAccess> {
  const found = Object.hasOwn(stages, stage) ? stages[stage] : undefined;
  if (found === undefined) {
    throw new UserError(`--stage is one of ${Object.keys(stages).join(', ')}, received ${JSON.stringify(stage)}.`);
  }
  if (region !== 'all' && !found.regions.includes(region)) {
    throw new UserError(`--region is all or one of ${found.regions.join(', ')}, received ${JSON.stringify(region)}.`);
  }
  return {
    names: found.regions.filter((name) => region === 'all' || name === region),
    config: found.local === true ? await localConfig(port) : patient,
  };
}

/**
 * An account may make 5 keys a second: whoever adds many waits.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const patient: StageAccess['config'] = { maxAttempts: 10, retryMode: 'adaptive' };

async function localConfig(port: number): Promise<StageAccess['config']> {
  const { endpoint, accessKeyId, secretAccessKey } = await localAccess(`http://127.0.0.1:${port}`, port);
  return { endpoint, credentials: { accessKeyId, secretAccessKey } };
}
