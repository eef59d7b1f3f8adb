import { type GatewayRequest, type Refusal, type Reply, refuse } from '../apigateway/request-context.ts';
import { type Keep, keepNothing } from '../kept.ts';
import type { CustomResponse, Firewall, FirewallAction, ManagedRule, Rate, RateRule } from './definition.ts';
import { managedRules } from './managed-rules.ts';
import { rateCounter } from './rate.ts';

/** What a firewall answers; undefined for a request that it lets through. */
export type Judge = (request: GatewayRequest) => Reply | Refusal | undefined;

/** AWS WAF before a stage: it comes before routes, tokens and throttles. */
export function createFirewall(firewall: Firewall, now?: () => number, keep: Keep = keepNothing): Judge {
  const { arn, rules, defaultAction } = firewall;
  const keepHere: Keep = (name, terms, make) => keep(`${arn} ${name}`, terms, make);
  const steps = rules.map((rule, index) => ({
    matches: matcherOf(rule, (rate) => keepHere(`rule ${index}`, rate, () => rateCounter(rate, now))),
    action: rule.action,
  }));
  return (request) => {
    // Every rule up to the one that ends it sees a request: a rate that only counts counts what a later rule blocks.
    const ending = steps.find(({ matches, action }) => matches(request) && action.kind !== 'count');
    return answerOf(ending?.action ?? defaultAction);
  };
}

type Counter = ReturnType<typeof rateCounter>;

function matcherOf(
  rule: RateRule | ManagedRule,
  counterOf: (rate: Rate) => Counter,
): (request: GatewayRequest) => boolean {
  if (rule.kind === 'managed') {
    const [group = '', name = ''] = rule.rule.split('/');
    return managedRules[group]?.[name] ?? (() => false);
  }
  const isOver = counterOf(rule.rate);
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
