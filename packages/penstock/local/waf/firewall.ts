import { type GatewayRequest, type Refusal, type Reply, refuse } from '../apigateway/request-context.ts';
import type { CustomResponse, Firewall, FirewallAction, ManagedRule, RateRule } from './definition.ts';
import { managedRules } from './managed-rules.ts';
import { rateCounter } from './rate.ts';

/** What a firewall answers; undefined for a request that it lets through. */
export type Judge = (request: GatewayRequest) => Reply | Refusal | undefined;

/** AWS WAF before a stage: it comes before routes, tokens and throttles. */
export function createFirewall({ rules, defaultAction }: Firewall, now?: () => number): Judge {
  const steps = rules.map((rule) => ({ matches: matcherOf(rule, now), action: rule.action }));
  return (request) => {
    // Every rule up to the one that ends it sees a request: a rate that only counts counts what a later rule blocks.
    const ending = steps.find(({ matches, action }) => matches(request) && action.kind !== 'count');
    return answerOf(ending?.action ?? defaultAction);
  };
}

function matcherOf(rule: RateRule | ManagedRule, now?: () => number): (request: GatewayRequest) => boolean {
  if (rule.kind === 'managed') {
    const [group = '', name = ''] = rule.rule.split('/');
    return managedRules[group]?.[name] ?? (() => false);
  }
  const isOver = rateCounter(rule.rate, now);
  return ({ sourceIp }) => isOver(sourceIp);
}

/** Without a response of its own a block is answered by the gateway. */
function answerOf(action: FirewallAction): Reply | Refusal | undefined {
  if (action.kind !== 'block') return undefined;
  return action.response === undefined ? refuse('WAF_FILTERED') : replyOf(action.response);
}

const replyOf = ({ status, headers, contentType, body }: CustomResponse): Reply => ({
  status,
  headers: [...(contentType === undefined ? [] : [['Content-Type', contentType] as const]), ...headers],
  body,
});
