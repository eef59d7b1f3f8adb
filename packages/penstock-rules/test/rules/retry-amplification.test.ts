import { describe, expect, it } from '@jest/globals';
import { retryAmplificationRule } from '../../rules/retry-amplification.ts';
import { judge, type Loose } from '../template.ts';

const task = (Retry?: readonly object[]): Loose => ({ Type: 'Task', Retry });
const definition = (States: Loose) => ({ StartAt: 'Outer', States });
const found = (properties: Loose) =>
  judge(retryAmplificationRule, { Machine: ['AWS::StepFunctions::StateMachine', properties] });
const nested = (kind: string, inner: Loose, Retry: readonly object[]) => ({
  Outer: {
    Retry,
    ...(kind === 'Branches' ? { Branches: [{ States: {} }, { States: inner }] } : { [kind]: { States: inner } }),
  },
});
const violation = (message: string) => ({
  stack: 'stack',
  logicalId: 'Machine',
  location: 'Properties.DefinitionString',
  message: `received ${message}, expected retries on one level`,
  fix: 'call `addRetry` of the state or of the Map or Parallel around it, not of both; `retryOnServiceExceptions: false` of a LambdaInvoke takes its own away',
});

describe.each(['Branches', 'Iterator', 'ItemProcessor'])('the states in %s', (kind) => {
  it('may retry where what is around them does not, and the other way round', () => {
    expect(found({ Definition: definition(nested(kind, { Inner: task([{ MaxAttempts: 6 }]) }, [])) })).toEqual([]);
    expect(found({ Definition: definition(nested(kind, { Inner: task() }, [{ MaxAttempts: 6 }])) })).toEqual([]);
    expect(
      found({ Definition: definition(nested(kind, { Inner: task([{ MaxAttempts: 0 }]) }, [{ MaxAttempts: 6 }])) }),
    ).toEqual([]);
  });

  it('fail to retry on two levels, with the attempts in all', () => {
    const inner = { Inner: task([{ MaxAttempts: 1 }, { MaxAttempts: 6 }]), Other: task() };

    expect(found({ Definition: definition(nested(kind, inner, [{}])) })).toEqual([
      violation('7 attempts of "Inner" in each of 4 around it, 28 in all'),
    ]);
  });

  it('fail on every level but the first', () => {
    const inner = nested(kind, { Inner: task([{ MaxAttempts: 2 }]) }, [{ MaxAttempts: 1 }]);
    const States = { First: { ItemProcessor: { States: inner }, Retry: [{ MaxAttempts: 1 }] } };

    expect(found({ Definition: { States } })).toEqual([
      violation('2 attempts of "Outer" in each of 2 around it, 4 in all'),
      violation('3 attempts of "Inner" in each of 4 around it, 12 in all'),
    ]);
  });
});

describe('the definition of a state machine', () => {
  const twice = JSON.stringify(definition(nested('Iterator', { Inner: task([{}]) }, [{}])));

  it.each([
    ['a text', twice],
    [
      'a join with what is known at deployment',
      { 'Fn::Join': ['', [twice.slice(0, -1), ',"Comment":"', { Ref: 'X' }, '"}']] },
    ],
    ['a substitution', { 'Fn::Sub': twice }],
    ['a substitution with values', { 'Fn::Sub': [twice, {}] }],
  ])('may be %s', (_case, DefinitionString) => {
    expect(found({ DefinitionString })).toHaveLength(1);
  });

  it('is that of a state machine alone', () => {
    const Definition = definition(nested('Iterator', { Inner: task([{}]) }, [{}]));

    expect(judge(retryAmplificationRule, { Machine: ['Custom::StateMachine', { Definition }] })).toEqual([]);
  });

  it.each([
    ['elsewhere', undefined],
    ['no JSON', 'States'],
    ['a parameter', { Ref: 'Definition' }],
  ])('is not judged where it is %s', (_case, DefinitionString) => {
    expect(found({ DefinitionString })).toEqual([]);
  });
});
