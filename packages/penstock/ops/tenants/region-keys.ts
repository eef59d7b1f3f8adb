import {
  type APIGatewayClient,
  type ApiKey,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  GetApiKeysCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  type UsagePlan,
  type UsagePlanKey,
} from '@aws-sdk/client-api-gateway';
import { keyNamePrefix, ownerOfKey, type StageName, tenantKey, usagePlanName } from '../../contract/tenant-keys.ts';

/** A usage plan of the stage. */
export interface StagePlan {
  readonly id: string;
  readonly name: string;
  /** Requests per second. */
  readonly rate: number;
}

/** A key of a tenant as a region has it. */
export interface HeldKey {
  readonly id: string;
  readonly tenant: string;
  readonly plan: string;
  /** Whether it is on its usage plan: one that is not lets nobody in. */
  readonly isLinked: boolean;
}

/** The tenants of a stage in one region. */
export interface RegionKeys {
  readonly region: string;
  plans(): Promise<readonly StagePlan[]>;
  /** Of one tenant, or of all. */
  keys(tenant?: string): Promise<readonly HeldKey[]>;
  create(tenant: string, plan: string): Promise<HeldKey>;
  link(key: HeldKey, plan: StagePlan): Promise<void>;
  delete(key: HeldKey): Promise<void>;
}

/** As many as API Gateway gives at once. */
const limit = 500;

export function regionKeys(client: APIGatewayClient, region: string, stage: StageName): RegionKeys {
  const plans = async (): Promise<readonly StagePlan[]> => {
    const all = await pages<UsagePlan>((position) => client.send(new GetUsagePlansCommand({ limit, ...position })));
    const prefix = usagePlanName(stage, '');
    return all
      .filter(
        ({ name = '', apiStages = [] }) => name.startsWith(prefix) && apiStages.some((one) => one.stage === stage.name),
      )
      .map(({ id = '', name = '', throttle }) => ({
        id,
        name: name.slice(prefix.length),
        rate: throttle?.rateLimit ?? Number.POSITIVE_INFINITY,
      }));
  };
  const linkedTo = async ({ id: usagePlanId }: StagePlan, nameQuery: string): Promise<readonly string[]> => {
    const linked = await pages<UsagePlanKey>((position) =>
      client.send(new GetUsagePlanKeysCommand({ usagePlanId, nameQuery, limit, ...position })),
    );
    return linked.map(({ id = '' }) => id);
  };
  return {
    region,
    plans,
    keys: async (tenant) => {
      // Names that begin so: https://github.com/aws/aws-sdk-java-v2/issues/1732
      const nameQuery = keyNamePrefix(stage, tenant);
      const all = await pages<ApiKey>((position) =>
        client.send(new GetApiKeysCommand({ nameQuery, limit, includeValues: false, ...position })),
      );
      const linked = new Map<string, ReadonlySet<string>>();
      for (const plan of await plans()) linked.set(plan.name, new Set(await linkedTo(plan, nameQuery)));
      return all.flatMap(({ id = '', name = '' }) => {
        const owner = ownerOfKey(stage, name);
        return owner === undefined ? [] : [{ id, ...owner, isLinked: linked.get(owner.plan)?.has(id) === true }];
      });
    },
    create: async (tenant, plan) => {
      const { name, value, tags } = tenantKey(stage, tenant, plan);
      const { id = '' } = await client.send(new CreateApiKeyCommand({ name, value, tags: { ...tags }, enabled: true }));
      return { id, tenant, plan, isLinked: false };
    },
    link: async ({ id: keyId }, { id: usagePlanId }) => {
      await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
    },
    delete: async ({ id: apiKey }) => {
      await client.send(new DeleteApiKeyCommand({ apiKey })).catch((error: unknown) => {
        // Somebody was faster, or an earlier attempt whose answer was lost.
        if (Object(error).name !== 'NotFoundException') throw error;
      });
    },
  };
}

interface Page<Item> {
  readonly items?: Item[] | undefined;
  readonly position?: string | undefined;
}

async function pages<Item>(read: (position: { position?: string }) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const found: Item[] = [];
  let position: string | undefined;
  do {
    const page = await read(position === undefined ? {} : { position });
    found.push(...(page.items ?? []));
    position = page.position;
  } while (position !== undefined && position !== '');
  return found;
}
