import { asObject, type JsonObject } from '../contract/json.ts';
import { child, members, type Node } from '../contract/node.ts';
import { type Found, found, type Reached, removed } from './change.ts';
import type { RuleName } from './rules.ts';
import type { Roots } from './schema/pair.ts';
import { type Operations, pairs } from './versions.ts';

interface Judged {
  readonly member: readonly string[];
  readonly lowered: RuleName;
  readonly raised: RuleName;
}

const numbers: readonly Judged[] = [
  { member: ['throttle', 'rate'], lowered: 'throttle-lowered', raised: 'throttle-raised' },
  { member: ['throttle', 'burst'], lowered: 'throttle-lowered', raised: 'throttle-raised' },
  { member: ['timeout'], lowered: 'timeout-lowered', raised: 'timeout-raised' },
  { member: ['slo', 'availability'], lowered: 'slo-lowered', raised: 'slo-raised' },
  { member: ['slo', 'p99'], lowered: 'slo-raised', raised: 'slo-lowered' },
  { member: ['concurrency'], lowered: 'concurrency-changed', raised: 'concurrency-changed' },
];

/** A change of what is promised, wherever it is written. */
export interface PromiseChange {
  readonly rule: RuleName;
  /** What was, and what is. */
  readonly message: string;
}

/** The policies of an operation, its own and those of the root together. */
export function comparePolicies({ before, after }: Operations): readonly Found[] {
  const at = child(after.node, 'x-penstock');
  return policyChanges(before.policy, after.policy).map(({ rule, message, member }) =>
    found(rule, message, child(at, ...member)),
  );
}

/** What changed between two policies in the shape of `x-penstock`. */
export function policyChanges(
  was: JsonObject,
  is: JsonObject,
): readonly (PromiseChange & { readonly member: readonly string[] })[] {
  return [
    ...numbers.flatMap((judged) =>
      changeOfNumber(judged, was, is).map((change) => ({ ...change, member: judged.member })),
    ),
    ...changeOfIdempotency(String(was.idempotency), String(is.idempotency)),
  ];
}

const compareNumber = (judged: Judged, was: unknown, is: unknown, at: Node): readonly Found[] =>
  changeOfNumber(judged, was, is).map(({ rule, message }) => found(rule, message, child(at, ...judged.member)));

function changeOfNumber({ member, lowered, raised }: Judged, was: unknown, is: unknown): readonly PromiseChange[] {
  const [before, after] = [numberIn(was, member), numberIn(is, member)];
  if (before === undefined || after === undefined || before === after) return [];
  return [{ rule: after < before ? lowered : raised, message: `${member.join('.')} ${before} became ${after}` }];
}

function numberIn(policy: unknown, member: readonly string[]): number | undefined {
  const value = member.reduce<unknown>((inside, key) => asObject(inside)[key], policy);
  return typeof value === 'number' ? value : undefined;
}

function changeOfIdempotency(before: string, after: string) {
  if (before === after) return [];
  const rule = after === 'required' ? ('idempotency-required' as const) : ('idempotency-dropped' as const);
  return [{ rule, message: `idempotency ${before} became ${after}`, member: ['idempotency'] }];
}

/** The plans that tenants are on. */
export function comparePlans(roots: Roots): readonly Reached[] {
  const [was, is] = [plansOf(roots.base), plansOf(roots.head)];
  const [before, after] = [new Map(members(was)), new Map(members(is))];
  const reached = (name: string, change: Found): Reached => [`plan ${name}`, change];
  return [
    ...[...before]
      .filter(([name]) => !after.has(name))
      .map(([name, node]) => reached(name, removed('plan-removed', `plan ${name} is gone`, node))),
    ...[...after]
      .filter(([name]) => !before.has(name))
      .map(([name, node]) => reached(name, found('plan-added', `plan ${name} is new`, node))),
    ...pairs(was, is).flatMap(([name, base, head]) => comparePlan(base, head).map((change) => reached(name, change))),
  ];
}

const plansOf = (root: JsonObject): Node => child({ value: root, pointer: '' }, 'x-penstock-plans');

const ofPlans = [['rate'], ['burst'], ['graphCost']].map(
  (member) => ({ member, lowered: 'plan-lowered', raised: 'plan-raised' }) as const,
);

function comparePlan(before: Node, after: Node): readonly Found[] {
  const rates = ofPlans.flatMap((judged) => compareNumber(judged, before.value, after.value, after));
  const [was, is] = [before, after].map((plan) => asObject(asObject(plan.value).quota));
  if (JSON.stringify(was) === JSON.stringify(is)) return rates;
  const [had, has] = [perDay(was), perDay(is)];
  const said = `quota ${textOf(was)} became ${textOf(is)}`;
  return [...rates, found(has < had ? 'plan-lowered' : 'plan-raised', said, child(after, 'quota'))];
}

const days: Readonly<Record<string, number>> = { DAY: 1, WEEK: 7, MONTH: 30 };

const perDay = (quota: JsonObject | undefined): number =>
  typeof quota?.limit === 'number' ? quota.limit / (days[String(quota.period)] ?? 1) : Number.POSITIVE_INFINITY;

const textOf = (quota: JsonObject | undefined): string =>
  quota?.limit === undefined ? 'none' : `${String(quota.limit)} a ${String(quota.period).toLowerCase()}`;
