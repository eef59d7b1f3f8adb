import { describe, expect, it } from '@jest/globals';
import { defaultLimits } from '../../limits.ts';
import { accountConcurrencyRule, bulkheadRule } from '../../rules/bulkheads.ts';
import { judge, type Resources, stackWith } from '../template.ts';

const fn = (reserved?: unknown): Resources[string] => [
  'AWS::Lambda::Function',
  reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved },
];

describe('the bulkhead of a function', () => {
  it('has room for one execution or more', () => {
    expect(judge(bulkheadRule, { One: fn(1), Many: fn(200) })).toEqual([]);
  });

  it.each([
    ['no room', 0, '0'],
    ['less than none', -1, '-1'],
    ['no limit', undefined, 'nothing'],
    ['a limit that is no number', '5', '"5"'],
  ])('fails with %s', (_case, reserved, received) => {
    expect(judge(bulkheadRule, { Fn: fn(reserved) })).toEqual([
      {
        stack: 'stack',
        logicalId: 'Fn',
        location: 'Properties.ReservedConcurrentExecutions',
        message: `received ${received}, expected 1 or more`,
        fix: 'set `reservedConcurrentExecutions` of the Function',
      },
    ]);
  });
});

describe('what the functions of a region reserve', () => {
  it('may be all that the account has, less the 100 that Lambda keeps', () => {
    expect(judge(accountConcurrencyRule, { A: fn(400), B: fn(500), Unlimited: fn() })).toEqual([]);
  });

  it('has nothing to say where nothing is reserved, however small the account', () => {
    const limits = { ...defaultLimits, accountConcurrency: 10 };

    expect(judge(accountConcurrencyRule, { A: fn() }, { limits })).toEqual([]);
    expect(judge(accountConcurrencyRule, { A: fn(1) }, { limits })).toHaveLength(1);
  });

  it('fails at one more, in the function with most of it', () => {
    expect(judge(accountConcurrencyRule, { A: fn(400), B: fn(501), C: fn() })).toEqual([
      {
        stack: 'stack',
        logicalId: 'B',
        location: 'Properties.ReservedConcurrentExecutions',
        message:
          'received 901 reserved in eu-west-1 (most of it here), expected at most 900: 1000 less the 100 that Lambda keeps unreserved',
        fix: 'lower `reservedConcurrentExecutions`, or have the quota raised and tell `limits.accountConcurrency` of ResilienceRules',
      },
    ]);
  });

  it('is said of the first of those with most of it', () => {
    expect(judge(accountConcurrencyRule, { A: fn(1), B: fn(500), C: fn(500) })).toMatchObject([{ logicalId: 'B' }]);
  });

  it('counts the stacks of a region together, and those of another apart', () => {
    const stacks = [
      stackWith({ A: fn(500) }, 'api', 'eu-west-1'),
      stackWith({ B: fn(401) }, 'events', 'eu-west-1'),
      stackWith({ C: fn(900) }, 'api-2', 'eu-west-2'),
    ];

    expect(judge(accountConcurrencyRule, {}, { stacks })).toMatchObject([{ stack: 'api', logicalId: 'A' }]);
  });

  it('is measured by what the account has', () => {
    const limits = { ...defaultLimits, accountConcurrency: 200 };

    expect(judge(accountConcurrencyRule, { A: fn(100) }, { limits })).toEqual([]);
    expect(judge(accountConcurrencyRule, { A: fn(101) }, { limits })).toMatchObject([
      { message: expect.stringContaining('expected at most 100: 200 less the 100') },
    ]);
  });

  it('is said of a stack that is bound to no region', () => {
    expect(judge(accountConcurrencyRule, {}, { stacks: [stackWith({ A: fn(901) }, 'api', '')] })).toMatchObject([
      { message: expect.stringContaining('received 901 reserved in the region of the environment (') },
    ]);
  });
});
