import { stagePrefix } from '../cli/app-name.ts';
import { UserError } from '../cli/user-error.ts';

/**
 * How API Gateway knows the tenants of a stage: each has a key on its usage plan. The value is no secret: the gateway takes
 * it from the authorizer alone, which derives it from the token. So it is the same in every region, and the authorizer
 * looks nothing up. Names of stages, tenants and plans hold no dot, so no key is another stage's.
 */
export interface TenantKey {
  readonly name: string;
  readonly value: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Of which app, and its name. */
export interface StageName {
  readonly app: string;
  readonly name: string;
}

/** With an app and a stage of usual names, the value of a key has room for both; `tenantKey` asks. */
export const tenantName = /^[a-z0-9][a-z0-9_-]{0,59}$/;
export const planName = /^[a-z][A-Za-z0-9-]{0,19}$/;

export const tenantTag = 'penstock:tenant';
export const planTag = 'penstock:plan';

/** What the authorizer puts before `<tenant>.<plan>`. */
export const usageKeyPrefix = ({ app, name }: StageName): string => `${app}-usage-key.${name}.`;

/** What the names of keys begin with: those of a tenant, or of all that a stage has. */
export const keyNamePrefix = ({ app, name }: StageName, tenant?: string): string =>
  `${stagePrefix(app, name)}.${tenant === undefined ? '' : `${tenant}.`}`;

/**
 * @throws UserError where the names of the app, stage, tenant and plan together are too short or too long for a key
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-create-usage-plans.html
 */
export function tenantKey(stage: StageName, tenant: string, plan: string): TenantKey {
  const value = `${usageKeyPrefix(stage)}${tenant}.${plan}`;
  if (value.length < 20 || value.length > 128) {
    throw new UserError(
      `The key of tenant ${tenant} cannot be made.\n    received ${value}, ${value.length} characters\n    expected 20 to 128 characters\n    fix      give the tenant another name`,
    );
  }
  return {
    name: `${keyNamePrefix(stage, tenant)}${plan}`,
    value,
    tags: { 'penstock:stage': stage.name, [tenantTag]: tenant, [planTag]: plan },
  };
}

/** Whose key has a name, and on which plan it is; undefined for a key of anything else. */
export function ownerOfKey(
  stage: StageName,
  name: string,
): { readonly tenant: string; readonly plan: string } | undefined {
  const prefix = keyNamePrefix(stage);
  const [tenant, plan, more] = name.startsWith(prefix) ? name.slice(prefix.length).split('.') : [];
  return tenant === undefined || plan === undefined || more !== undefined ? undefined : { tenant, plan };
}

/** The table of the keys that callers show, where the contract has them: `apiKeys` of the kit's own context. */
export const keysTableName = ({ app, name }: StageName): string => `${stagePrefix(app, name)}-api-keys`;

export const usagePlanName = ({ app, name }: StageName, plan: string): string => `${stagePrefix(app, name)}-${plan}`;
