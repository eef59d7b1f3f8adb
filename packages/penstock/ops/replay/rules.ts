import { ListRulesCommand, type Rule } from '@aws-sdk/client-eventbridge';
import { UserError } from '../../cli/user-error.ts';
import type { Target } from '../target.ts';

/** A rule of the bus, and the types of events that it takes. */
export interface BusRule {
  readonly name: string;
  readonly arn: string;
  readonly types: readonly TypePattern[];
}

type TypePattern = string | { readonly prefix: string };

export async function rulesOf({ events }: Pick<Target, 'events'>, bus: string): Promise<readonly BusRule[]> {
  const rules: Rule[] = [];
  let NextToken: string | undefined;
  do {
    const page = await events.send(new ListRulesCommand({ EventBusName: bus, NextToken }));
    rules.push(...(page.Rules ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  // An archive has a rule of its own, that AWS manages: events come to it by the bus alone.
  return rules
    .filter(({ ManagedBy }) => ManagedBy === undefined)
    .map(({ Name = '', Arn = '', EventPattern = '{}' }) => ({
      name: Name.replace(`${bus}-`, ''),
      arn: Arn,
      types: JSON.parse(EventPattern)['detail-type'] ?? [],
    }));
}

export interface Choice {
  readonly rules: readonly BusRule[];
  /** Those that take the type, and others that were not asked for. */
  readonly leftOut: readonly BusRule[];
}

/**
 * The rules that a replay is sent to. EventBridge filters a replay by rules and not by types, so with a type only
 * rules that take nothing else are chosen.
 *
 * @throws UserError with what there is, when nothing fits
 */
export function chooseRules(
  rules: readonly BusRule[],
  { type, rule }: { readonly type?: string; readonly rule?: string },
): Choice {
  const known = () => rules.map((one) => `${one.name} (${one.types.map(shown).join(', ')})`).join('; ');
  if (rule !== undefined) {
    const named = rules.filter(({ name }) => name === rule);
    if (named.length === 0) throw new UserError(`There is no rule ${JSON.stringify(rule)}. There are: ${known()}.`);
    return { rules: named, leftOut: [] };
  }
  if (type === undefined) return { rules, leftOut: [] };
  const taking = rules.filter(({ types }) => types.some((pattern) => overlaps(pattern, type)));
  const chosen = taking.filter(({ types }) => types.every((pattern) => covers(type, pattern)));
  const leftOut = taking.filter((one) => !chosen.includes(one));
  if (chosen.length > 0) return { rules: chosen, leftOut };
  const others = leftOut.map(({ name }) => name).join(', ');
  throw new UserError(
    leftOut.length === 0
      ? `No rule takes events of type ${type}. There are: ${known()}.`
      : `No rule takes ${type} alone, and a replay cannot be cut to a type: --rule ${others} replays all that it takes.`,
  );
}

const shown = (pattern: TypePattern): string => (typeof pattern === 'string' ? pattern : `${pattern.prefix}*`);
const wildcard = (type: string): string | undefined => (type.endsWith('*') ? type.slice(0, -1) : undefined);

function covers(type: string, pattern: TypePattern): boolean {
  const start = wildcard(type);
  if (typeof pattern === 'string') return start === undefined ? pattern === type : pattern.startsWith(start);
  return start !== undefined && pattern.prefix.startsWith(start);
}

function overlaps(pattern: TypePattern, type: string): boolean {
  if (covers(type, pattern)) return true;
  return typeof pattern !== 'string' && (wildcard(type) ?? type).startsWith(pattern.prefix);
}
