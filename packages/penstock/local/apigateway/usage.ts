import { type Keep, keepNothing } from '../kept.ts';
import type { ApiDefinition, Quota, UsagePlan } from './definition.ts';
import type { KeyStore } from './key-store.ts';
import { header, type Refusal, type RequestContext, refuse } from './request-context.ts';
import { tokenBucket } from './token-bucket.ts';

interface Meter {
  /** The plan, whole: another one, or other limits, begin anew. */
  readonly terms: string;
  readonly take: () => boolean;
  readonly takeOf: (method: string) => boolean;
  readonly count: () => boolean;
}

/** Usage plans: every key has limits and a quota of its own. A request that is throttled does not count to the quota. */
export function createUsage(
  api: Pick<ApiDefinition, 'keySource'>,
  keys: Pick<KeyStore, 'admitted'>,
  now = () => new Date(),
  keep: Keep = keepNothing,
): (context: RequestContext) => Refusal | undefined {
  const meters = keep('usage', undefined, () => new Map<string, Meter>());
  const meterOf = (value: string, plan: UsagePlan): Meter => {
    const known = meters.get(value);
    if (known?.terms === JSON.stringify(plan)) return known;
    const meter = createMeter(plan, now);
    meters.set(value, meter);
    return meter;
  };
  return (context) => {
    const { route } = context;
    if (route?.apiKeyRequired !== true) return undefined;
    const value =
      (api.keySource === 'AUTHORIZER' ? context.caller?.usageIdentifierKey : header(context.request, 'x-api-key')) ??
      '';
    const admitted = keys.admitted(value);
    if (admitted === undefined) {
      meters.delete(value);
      return refuse('INVALID_API_KEY');
    }
    context.apiKey = admitted.key;
    const meter = meterOf(value, admitted.plan);
    if (!meter.takeOf(`${route.resourcePath}/${route.httpMethod}`) || !meter.take()) return refuse('THROTTLED');
    return meter.count() ? undefined : refuse('QUOTA_EXCEEDED');
  };
}

function createMeter(plan: UsagePlan, now: () => Date): Meter {
  const { throttle, quota, methodThrottles } = plan;
  const byMethod = new Map(Object.entries(methodThrottles).map(([method, limit]) => [method, tokenBucket(limit)]));
  return {
    terms: JSON.stringify(plan),
    take: throttle === undefined ? () => true : tokenBucket(throttle),
    takeOf: (method) => byMethod.get(method)?.() ?? true,
    count: quota === undefined ? () => true : createQuota(quota, now),
  };
}

/** Counts requests in the calendar period, in UTC, that the request falls in. */
export function createQuota({ limit, period }: Quota, now: () => Date): () => boolean {
  let current = '';
  let used = 0;
  return () => {
    const name = periodName(period, now());
    if (name !== current) {
      current = name;
      used = 0;
    }
    if (used >= limit) return false;
    used++;
    return true;
  };
}

function periodName(period: Quota['period'], date: Date): string {
  const day = date.toISOString().slice(0, 10);
  if (period === 'MONTH') return day.slice(0, 7);
  if (period === 'DAY') return day;
  const sunday = new Date(date.getTime() - date.getUTCDay() * 86_400_000);
  return sunday.toISOString().slice(0, 10);
}
