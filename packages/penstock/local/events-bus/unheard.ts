import { compilePattern } from '../../contract/events/pattern.ts';
import { isObject, type JsonObject, object, parseJson } from '../json.ts';
import type { BusDefinition, BusEvent, RuleDefinition } from './definition.ts';

/**
 * Why an event reaches nobody though a consumer wants its type: what it has and what the rules ask for beside the type.
 * Undefined where a rule matches it, or none names its type.
 */
export function unheardReason({ rules }: Pick<BusDefinition, 'rules'>, event: BusEvent): string | undefined {
  if (rules.some((rule) => rule.matches(event))) return undefined;
  const wanting = rules.filter((rule) => wantsType(rule, event)).map((rule) => asked(rule, event));
  if (wanting.length === 0) return undefined;
  return `no rule matches: received source ${JSON.stringify(event.source)}, expected ${wanting.join(' or ')}. Publish it as the rule expects (EVENT_SOURCE, penstock. and the name of the context), or change the rule's EventPattern.`;
}

const patternOf = (rule: RuleDefinition): JsonObject => object(parseJson(rule.pattern));

function wantsType(rule: RuleDefinition, event: BusEvent): boolean {
  const { 'detail-type': types } = patternOf(rule);
  return types !== undefined && compilePattern({ 'detail-type': types }, () => {})(event);
}

/** The members of a rule's pattern that the event does not match. */
function asked(rule: RuleDefinition, event: BusEvent): string {
  const missed = Object.entries(patternOf(rule)).filter(
    ([name, condition]) => !compilePattern({ [name]: condition }, () => {})(event),
  );
  const list = missed.map(([name, condition]) => `${name} ${shown(condition)}`);
  return `${list.join(' and ')} (rule ${rule.name})`;
}

/** A list of one as its one value. */
function shown(condition: unknown): string {
  const [only, ...others] = Array.isArray(condition) ? condition : [condition];
  return JSON.stringify(others.length === 0 && !isObject(only) ? only : condition);
}
