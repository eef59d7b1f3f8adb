import { asArray, asObject } from '../json.ts';
import { child, members, type Node } from '../node.ts';
import { at, type Rule } from './rule.ts';

/** There is a plan for those who have to be known, and a plan's burst lets its rate be reached. */
export const plans: Rule = function* ({ root, operations }) {
  const declared = child({ value: root, pointer: '' } satisfies Node, 'x-penstock-plans');
  if (declared.value === undefined && operations.some(({ security }) => asArray(security.value).length > 0)) {
    const message = 'expected x-penstock-plans for the tenants of secured operations, received nothing';
    yield at(
      'plans',
      declared,
      message,
      'Add at least one plan: `x-penstock-plans: { free: { rate: 50, burst: 100 } }`.',
    );
  }
  for (const [name, plan] of members(declared)) {
    const { rate, burst } = asObject(plan.value);
    if (typeof rate !== 'number' || typeof burst !== 'number' || burst >= rate) continue;
    const message = `plan ${name}: expected a burst of at least the rate (${rate}), received ${burst}`;
    yield at('plans', child(plan, 'burst'), message, `Raise burst to ${Math.ceil(rate)} or lower the rate.`);
  }
};
