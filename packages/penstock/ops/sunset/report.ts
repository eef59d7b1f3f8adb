import type { Console } from '../../cli/console.ts';
import { table } from '../../cli/table.ts';
import { ageOf } from '../time.ts';
import type { Deprecated } from './deprecated.ts';
import type { TenantUse, Usage } from './usage.ts';

export interface Told {
  /** Of today, YYYY-MM-DD. */
  readonly today: string;
  readonly now: Date;
  /** How far back was looked. */
  readonly days: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const SHOWN_CLIENTS = 2;

export interface Verdict {
  readonly mayGo: boolean;
  /** A sentence. */
  readonly reason: string;
}

/** Whether something may go: its last day is over, and nobody called it. */
export function verdictOf({ deprecated, tenants }: Usage, { today, days }: Told): Verdict {
  const callers = tenants.filter(({ calls }) => calls > 0).length;
  const left = Math.round((Date.parse(deprecated.sunset) - Date.parse(today)) / DAY_MS);
  const reasons = [
    ...(left < 0 ? [] : [left === 0 ? 'today is its last day' : `its last day is in ${count(left, 'day')}`]),
    ...(callers === 0 ? [] : [`${count(callers, 'tenant')} called it in the last ${count(days, 'day')}`]),
  ];
  if (reasons.length > 0) return { mayGo: false, reason: `It may not go: ${reasons.join(', and ')}.` };
  return { mayGo: true, reason: `It may go: nobody called it in the last ${count(days, 'day')}.` };
}

/** Says of each whether it may go and who uses it. @returns whether all may go */
export function report(usages: readonly Usage[], told: Told, console: Console): boolean {
  const verdicts = usages.map((usage) => {
    const verdict = verdictOf(usage, told);
    console.print([headline(usage.deprecated), ...rowsOf(usage.tenants, told), verdict.reason, ''].join('\n'));
    return verdict;
  });
  return verdicts.every(({ mayGo }) => mayGo);
}

/** One object for each. */
export function reportJson(usages: readonly Usage[], told: Told, console: Console): boolean {
  const verdicts = usages.map((usage) => ({ ...usage, ...verdictOf(usage, told) }));
  for (const { deprecated, tenants, mayGo } of verdicts) {
    const { name, sunset, since, successor } = deprecated;
    console.print(JSON.stringify({ name, sunset, since, successor, mayGo, days: told.days, tenants }));
  }
  return verdicts.every(({ mayGo }) => mayGo);
}

function headline({ name, what, since, sunset, successor }: Deprecated): string {
  const facts = [
    ...(since === undefined ? [] : [`deprecated since ${since}`]),
    `last day ${sunset}`,
    ...(successor === undefined ? [] : [`${successor} takes its place`]),
  ];
  return `${name} (${what}): ${facts.join(', ')}`;
}

function rowsOf(tenants: readonly TenantUse[], { now }: Told): readonly string[] {
  if (tenants.length === 0) return [];
  const rows = tenants.map(({ tenant, calls, lastSeen, clients, successorCalls }) => [
    tenant === '' ? '(anyone)' : tenant,
    String(calls),
    calls === 0 ? '' : `${ageOf(now.getTime() - lastSeen.getTime())} ago`,
    String(successorCalls),
    clientsOf(clients),
  ]);
  return ['', table(['TENANT', 'CALLS', 'LAST SEEN', 'OF ITS SUCCESSOR', 'CLIENT'], rows, { right }), ''];
}

const right = ['CALLS', 'OF ITS SUCCESSOR'];

function clientsOf(clients: readonly string[]): string {
  const more = clients.length - SHOWN_CLIENTS;
  return [...clients.slice(0, SHOWN_CLIENTS), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
