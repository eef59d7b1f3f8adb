import { ApiKey, type IRestApi, Period, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import { Tags } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Plan } from '../contract/model.ts';
import { type StageName, tenantKey, usagePlanName } from '../contract/tenant-keys.ts';

export interface UsagePlansProps {
  readonly api: IRestApi;
  /** The plan of each tenant that has a key from the start. */
  readonly tenants: Readonly<Record<string, string>>;
  readonly plans: Readonly<Record<string, Plan>>;
  readonly stage: StageName;
}

const periods = { DAY: Period.DAY, WEEK: Period.WEEK, MONTH: Period.MONTH };

/**
 * A usage plan for each plan of the contract. The keys of tenants come and go at run time: a stack holds 500 resources,
 * and each tenant would be two. The keys are no secrets: the authorizer supplies them, and the gateway accepts them from
 * nobody else.
 */
export class UsagePlans extends Construct {
  constructor(scope: Construct, id: string, props: UsagePlansProps) {
    super(scope, id);
    const plans = new Map(
      Object.entries(props.plans).map(([plan, limits]) => [plan, this.#usagePlan(plan, limits, props)]),
    );
    for (const [tenant, plan] of Object.entries(props.tenants)) {
      const usagePlan = plans.get(plan);
      if (usagePlan === undefined) throw new Error(`No plan ${plan}`);
      usagePlan.addApiKey(this.#key(tenant, plan, props));
    }
  }

  #usagePlan(plan: string, { rate, burst, quota }: Plan, { api, stage }: UsagePlansProps): UsagePlan {
    return new UsagePlan(this, `Plan-${plan}`, {
      name: usagePlanName(stage, plan),
      throttle: { rateLimit: rate, burstLimit: burst },
      ...(quota === undefined ? {} : { quota: { limit: quota.limit, period: periods[quota.period] } }),
      apiStages: [{ api, stage: api.deploymentStage }],
    });
  }

  #key(tenant: string, plan: string, { stage }: UsagePlansProps): ApiKey {
    const { name, value, tags } = tenantKey(stage, tenant, plan);
    const key = new ApiKey(this, `Tenant-${tenant}`, { apiKeyName: name, value });
    for (const [tag, its] of Object.entries(tags)) Tags.of(key).add(tag, its);
    return key;
  }
}
