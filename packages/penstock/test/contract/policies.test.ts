import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergePolicy } from '../../contract/policies.ts';
import { answerMargin, maxBackoff, maxTimeout, timeoutChain } from '../../contract/timeouts.ts';

const timeouts = Array.from({ length: maxTimeout }, (_, index) => index + 1);

describe('the timeout chain', () => {
  it.each(timeouts)('fits from the inside out at %i s', (timeout) => {
    const chain = timeoutChain(timeout);
    const worstCase = chain.attempts * chain.attemptTimeout + (chain.attempts - 1) * maxBackoff;
    expect(worstCase).toBeLessThanOrEqual(chain.deadline);
    expect(chain.deadline + answerMargin).toBeLessThanOrEqual(chain.integration);
    expect(chain.integration).toBeLessThan(chain.function * 1000);
    expect(chain.function).toBeLessThanOrEqual(29);
    expect(chain.attempts).toBeGreaterThanOrEqual(2);
    expect(chain.attemptTimeout).toBeGreaterThanOrEqual(300);
  });

  it('wastes less than a millisecond an attempt', () => {
    for (const chain of timeouts.map(timeoutChain)) {
      const worstCase = chain.attempts * chain.attemptTimeout + (chain.attempts - 1) * maxBackoff;
      expect(chain.deadline - worstCase).toBeLessThan(chain.attempts);
    }
  });

  it('is what is documented for 3 s', () => {
    expect(timeoutChain(3)).toEqual({
      attempts: 3,
      attemptTimeout: 866,
      deadline: 2800,
      integration: 3000,
      function: 4,
    });
  });
});

const throttle = fc.record({ rate: fc.integer(), burst: fc.integer() }, { requiredKeys: [] });
const slo = fc.record({ availability: fc.float(), p99: fc.integer() }, { requiredKeys: [] });
const policy = fc.record({ throttle, timeout: fc.integer(), slo, concurrency: fc.integer() }, { requiredKeys: [] });

describe('merging a policy with its defaults', () => {
  it('keeps every member of the override and only fills the gaps', () => {
    fc.assert(
      fc.property(policy, policy, (defaults, overrides) => {
        const merged = mergePolicy(defaults, overrides);
        const leaves = [...leavesOf(defaults), ...leavesOf(overrides)];
        expect(new Map(leavesOf(merged))).toEqual(new Map([['idempotency', 'none'], ...leaves]));
      }),
    );
  });

  it('changes nothing when the override is merged again', () => {
    fc.assert(
      fc.property(policy, policy, (defaults, overrides) => {
        const merged = mergePolicy(defaults, overrides);
        expect(mergePolicy(merged, overrides)).toEqual(merged);
      }),
    );
  });

  it('asks for no idempotency unless the operation does', () => {
    expect(mergePolicy({}, {})).toEqual({ idempotency: 'none' });
    expect(mergePolicy({ timeout: 3 }, { idempotency: 'required' })).toEqual({ idempotency: 'required', timeout: 3 });
  });
});

function leavesOf(value: object, prefix = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([key, member]): [string, unknown][] =>
    typeof member === 'object' && member !== null
      ? leavesOf(member, `${prefix}${key}.`)
      : [[`${prefix}${key}`, member]],
  );
}
