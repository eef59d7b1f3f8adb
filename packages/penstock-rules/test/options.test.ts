import { describe, expect, it } from '@jest/globals';
import { ResilienceRules, type RuleId, rules } from '../index.ts';

const every = rules.map(({ id }) => id);

describe('the options', () => {
  it('are all rules by default', () => {
    expect(new ResilienceRules().ruleIds).toEqual(every);
  });

  it('choose some rules, and leave some out of them', () => {
    const only: RuleId[] = ['log-retention', 'bulkhead', 'dead-letters'];

    expect(new ResilienceRules({ only }).ruleIds).toEqual(['bulkhead', 'log-retention', 'dead-letters']);
    expect(new ResilienceRules({ except: only }).ruleIds).toEqual(every.filter((id) => !only.includes(id)));
    expect(new ResilienceRules({ only, except: ['bulkhead'] }).ruleIds).toEqual(['log-retention', 'dead-letters']);
  });

  it('fail with every mistake and what was received', () => {
    const options = {
      only: ['bulkheads'],
      except: ['none'],
      limits: { accountConcurrency: 0, integrationTimeoutMs: 1.5, deadLetterRetentionSeconds: '14', memory: 0 },
      rules: [],
    } as unknown as ConstructorParameters<typeof ResilienceRules>[0];

    const list = every.join(', ');
    expect(() => new ResilienceRules(options)).toThrow(
      new TypeError(
        [
          'ResilienceRules cannot take its options:',
          'rules: unknown option, expected only, except, limits',
          `only: received "bulkheads", expected rules of ${list}`,
          `except: received "none", expected rules of ${list}`,
          'limits.memory: unknown option, expected accountConcurrency, integrationTimeoutMs, deadLetterRetentionSeconds, functionDurationMs',
          'limits.accountConcurrency: received 0, expected a whole number above 0',
          'limits.integrationTimeoutMs: received 1.5, expected a whole number above 0',
          'limits.deadLetterRetentionSeconds: received "14", expected a whole number above 0',
        ].join('\n  '),
      ),
    );
  });

  it('fail with a single mistake', () => {
    expect(() => new ResilienceRules({ only: ['none' as RuleId] })).toThrow(
      /only: received "none", expected rules of /,
    );
  });

  it('may set one limit', () => {
    expect(() => new ResilienceRules({ limits: { accountConcurrency: 1 } })).not.toThrow();
  });
});
