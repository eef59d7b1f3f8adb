import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { list, number, object, text } from '../json.ts';
import type { DeclaredKey, Quota, Throttle, UsagePlan } from './definition.ts';

/** The API keys of an assembly, each with the usage plans that it is on. */
export function readKeys(assembly: ResolvedAssembly): readonly DeclaredKey[] {
  const links = assembly.resources('AWS::ApiGateway::UsagePlanKey').map(({ properties }) => properties);
  return assembly.resources('AWS::ApiGateway::ApiKey').map(({ id, properties }) => ({
    id,
    name: text(properties.Name) ?? id,
    value: text(properties.Value) ?? id,
    enabled: properties.Enabled === true,
    tags: readTags(properties.Tags),
    planIds: links.filter(({ KeyId }) => KeyId === id).map(({ UsagePlanId }) => String(UsagePlanId)),
  }));
}

/** The usage plans of an assembly that let keys into this stage. */
export function readUsagePlans(assembly: ResolvedAssembly, apiId: string, stage: string): readonly UsagePlan[] {
  return assembly.resources('AWS::ApiGateway::UsagePlan').flatMap((plan) => readPlan(plan, apiId, stage));
}

function readPlan({ id, properties }: Resource, apiId: string, stage: string): readonly UsagePlan[] {
  const here = list(properties.ApiStages)
    .map(object)
    .find(({ ApiId, Stage }) => ApiId === apiId && Stage === stage);
  if (here === undefined) return [];
  const throttle = readThrottle(properties.Throttle);
  const quota = readQuota(properties.Quota);
  const methodThrottles = Object.entries(object(here.Throttle)).flatMap(([name, value]) => {
    const limit = readThrottle(value);
    return limit === undefined ? [] : [[name, limit]];
  });
  return [
    {
      id,
      name: text(properties.UsagePlanName) ?? id,
      methodThrottles: Object.fromEntries(methodThrottles),
      ...(throttle === undefined ? {} : { throttle }),
      ...(quota === undefined ? {} : { quota }),
    },
  ];
}

function readThrottle(value: unknown): Throttle | undefined {
  const rate = number(object(value).RateLimit);
  const burst = number(object(value).BurstLimit);
  return rate === undefined || burst === undefined ? undefined : { rate, burst };
}

function readQuota(value: unknown): Quota | undefined {
  const { Limit, Period } = object(value);
  const limit = number(Limit);
  if (limit === undefined || (Period !== 'DAY' && Period !== 'WEEK' && Period !== 'MONTH')) return undefined;
  return { limit, period: Period };
}

function readTags(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    list(value)
      .map(object)
      .map(({ Key, Value }) => [String(Key), String(Value)]),
  );
}
