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
 * The regions of a stage that a command is for.
 *
 * @param app its name
 * @throws UserError for a stage or a region that there is not, and where no local cloud answers
 */
export async function stageRegions(
  { stage, region, port }: StageOptions,
  app: string,
  stages: Readonly<Record<string, StageOfApp>>,
): Promise<StageRegions> {
  const found = Object.hasOwn(stages, stage) ? stages[stage] : undefined;
  if (found === undefined) {
    throw new UserError(`--stage is one of ${Object.keys(stages).join(', ')}, received ${JSON.stringify(stage)}.`);
  }
  if (region !== 'all' && !found.regions.includes(region)) {
    throw new UserError(`--region is all or one of ${found.regions.join(', ')}, received ${JSON.stringify(region)}.`);
  }
  const config = found.local === true ? await localConfig(port) : patient;
  const clients = found.regions
    .filter((name) => region === 'all' || name === region)
    .map((name) => ({ name, client: new APIGatewayClient({ ...config, region: name }) }));
  return {
    regions: clients.map(({ name, client }) => regionKeys(client, name, { app, name: stage })),
    close: () => {
      for (const { client } of clients) client.destroy();
    },
  };
}

/**
 * An account may make 5 keys a second: whoever adds many waits.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const patient: APIGatewayClientConfig = { maxAttempts: 10, retryMode: 'adaptive' };

async function localConfig(port: number): Promise<APIGatewayClientConfig> {
  const { endpoint, accessKeyId, secretAccessKey } = await localAccess(`http://127.0.0.1:${port}`, port);
  return { endpoint, credentials: { accessKeyId, secretAccessKey } };
}
