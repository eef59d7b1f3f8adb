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

/** A key takes 128 characters, of which `penstock-usage-key.<stage>.` and `.<plan>` leave this many to a tenant. */
export const tenantName = /^[a-z0-9][a-z0-9_-]{0,59}$/;
export const planName = /^[a-z][A-Za-z0-9-]{0,19}$/;

export const tenantTag = 'penstock:tenant';
export const planTag = 'penstock:plan';

/** What the authorizer puts before `<tenant>.<plan>`. */
export const usageKeyPrefix = (stage: string): string => `penstock-usage-key.${stage}.`;

/** What the names of keys begin with: those of a tenant, or of all that a stage has. */
export const keyNamePrefix = (stage: string, tenant?: string): string =>
  `penstock-${stage}.${tenant === undefined ? '' : `${tenant}.`}`;

export const tenantKey = (stage: string, tenant: string, plan: string): TenantKey => ({
  name: `${keyNamePrefix(stage, tenant)}${plan}`,
  value: `${usageKeyPrefix(stage)}${tenant}.${plan}`,
  tags: { 'penstock:stage': stage, [tenantTag]: tenant, [planTag]: plan },
});

/** Whose key has a name, and on which plan it is; undefined for a key of anything else. */
export function ownerOfKey(
  stage: string,
  name: string,
): { readonly tenant: string; readonly plan: string } | undefined {
  const prefix = keyNamePrefix(stage);
  const [tenant, plan, more] = name.startsWith(prefix) ? name.slice(prefix.length).split('.') : [];
  return tenant === undefined || plan === undefined || more !== undefined ? undefined : { tenant, plan };
}

export const usagePlanName = (stage: string, plan: string): string => `penstock-${stage}-${plan}`;
