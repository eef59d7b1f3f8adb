import type { Endpoint } from '../../contract/endpoint.ts';
import { endpointsOf } from '../../contract/endpoints.ts';
import type { Plan, Policy } from '../../contract/model.ts';
import { functionNameOf } from '../../contract/rpc/endpoints.ts';
import { type AppParts, authorizerName, relaysOf } from '../context/app-parts.ts';
import type { Firewall, Stage } from './stage.ts';

/** What API Gateway and Lambda enforce in one stage: the contract, with the overrides of the stage. */
export interface Limits {
  /** By operationId, and of the graph; requests per second. */
  readonly throttle: Readonly<Record<string, Policy['throttle']>>;
  /** Concurrency by function, which a stage may reserve: each operation's and service's, the graph's, each consumer, each relay, and the authorizer. */
  readonly concurrency: Readonly<Record<string, number>>;
  readonly plans: Readonly<Record<string, Plan>>;
  /** Undefined where the stage has no firewall. */
  readonly firewall: Required<Firewall> | undefined;
}

/** Every request with a token that is not in the gateway's cache passes the authorizer, whatever its operation. */
const authorizerConcurrency = 200;

/** A shard of a stream takes one execution at a time; a table of up to this many shards is relayed without waiting. */
const relayConcurrency = 10;

/** What has functions. */
export type Functions = Pick<AppParts, 'name' | 'contract' | 'graph' | 'consumers' | 'contexts'>;

export function limitsOf(stage: Stage, app: Omit<Functions, 'name'>): Limits {
  const { contract, consumers, contexts } = app;
  const endpoints = endpointsOf(app);
  const byOperation = <T>(value: (endpoint: Endpoint) => T) =>
    Object.fromEntries(endpoints.map((endpoint) => [endpoint.operationId, value(endpoint)]));
  const concurrency = {
    ...Object.fromEntries(
      [...Map.groupBy(endpoints, functionNameOf)].map(([name, served]) => [name, reservedFor(served)]),
    ),
    ...Object.fromEntries(consumers.map(({ name, concurrency }) => [name, concurrency])),
    [authorizerName]: authorizerConcurrency,
    ...Object.fromEntries(relaysOf(contexts).map((name) => [name, relayConcurrency])),
  };
  const plans = override(contract.plans, stage.plans);
  return {
    throttle: override(
      byOperation(({ policy }) => policy.throttle),
      stage.throttle,
    ),
    concurrency: override(concurrency, stage.concurrency),
    plans,
    firewall: stage.firewall && { requestsPerAddress: soldPerWindow(plans, stage.firewall), ...stage.firewall },
  };
}

/** The methods of a service share its function, so it reserves what each of them may need at once. */
const reservedFor = (served: readonly Endpoint[]): number =>
  served.reduce((sum, { policy }) => sum + policy.concurrency, 0);

/** The requests that the largest plan sells to one tenant in a window: tenants behind one address are more. */
const soldPerWindow = (plans: Limits['plans'], { windowSeconds }: Firewall): number =>
  Math.max(leastRate, ...Object.values(plans).map(({ rate, burst }) => rate * windowSeconds + burst));

/** Source: AWS WAF API Reference, "RateBasedStatement", Limit. */
const leastRate = 10;

/** Stands for every name that an override does not mention. */
export const everyOther = '*';

const override = <T>(values: Readonly<Record<string, T>>, by: Readonly<Record<string, T>> = {}) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, by[name] ?? by[everyOther] ?? value]));
