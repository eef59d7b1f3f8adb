import { describe, expect, it } from '@jest/globals';
import { recursiveLoopRule } from '../../rules/recursive-loop.ts';
import { runtimeRule } from '../../rules/runtimes.ts';
import { judge, type Loose } from '../template.ts';

const fn = (properties: Loose, type = 'AWS::Lambda::Function') => ({ Fn: [type, properties] }) as const;
const violation = (at: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId: 'Fn',
  location: `Properties.${at}`,
  message,
  fix,
});

describe('the runtime of a function', () => {
  it.each([['nodejs22.x'], ['nodejs24.x'], ['python3.13'], ['provided.al2023'], [undefined], [{ Ref: 'Runtime' }]])(
    'may be %p',
    (Runtime) => {
      expect(judge(runtimeRule, fn({ Runtime }))).toEqual([]);
    },
  );

  it.each([
    ['dotnetcore1.0', '2019-06-27'],
    ['dotnetcore2.0', '2019-05-30'],
    ['dotnetcore2.1', '2022-01-05'],
    ['dotnetcore3.1', '2023-04-03'],
    ['dotnet6', '2024-12-20'],
    ['go1.x', '2024-01-08'],
    ['java8', '2024-01-08'],
    ['nodejs', '2016-10-31'],
    ['nodejs4.3', '2020-03-05'],
    ['nodejs4.3-edge', '2019-04-30'],
    ['nodejs6.10', '2019-08-12'],
    ['nodejs8.10', '2020-03-06'],
    ['nodejs10.x', '2021-07-30'],
    ['nodejs12.x', '2023-03-31'],
    ['nodejs14.x', '2023-12-04'],
    ['nodejs16.x', '2024-06-12'],
    ['nodejs18.x', '2025-09-01'],
    ['nodejs20.x', '2026-04-30'],
    ['provided', '2024-01-08'],
    ['python2.7', '2021-07-15'],
    ['python3.6', '2022-07-18'],
    ['python3.7', '2023-12-04'],
    ['python3.8', '2024-10-14'],
    ['python3.9', '2025-12-15'],
    ['ruby2.5', '2021-07-30'],
    ['ruby2.7', '2023-12-07'],
    ['ruby3.2', '2026-03-31'],
  ])('fails to be %s, which is deprecated since %s', (Runtime, since) => {
    expect(judge(runtimeRule, fn({ Runtime }))).toEqual([
      violation(
        'Runtime',
        `received "${Runtime}", which is deprecated since ${since}, expected one that is supported`,
        'set `runtime` of the Function, for example to Runtime.NODEJS_24_X; where the library makes it, upgrade aws-cdk-lib',
      ),
    ]);
  });

  it('is that of functions alone', () => {
    expect(judge(runtimeRule, fn({ Runtime: 'nodejs18.x' }, 'AWS::Synthetics::Canary'))).toEqual([]);
  });
});

describe('a loop of a function', () => {
  it.each([[undefined], ['Terminate']])('may be ended by Lambda: %p', (RecursiveLoop) => {
    expect(judge(recursiveLoopRule, fn({ RecursiveLoop }))).toEqual([]);
  });

  it('fails to be allowed', () => {
    expect(judge(recursiveLoopRule, fn({ RecursiveLoop: 'Allow' }))).toEqual([
      violation('RecursiveLoop', 'received "Allow", expected "Terminate"', 'remove `recursiveLoop` of the Function'),
    ]);
    expect(judge(recursiveLoopRule, fn({ RecursiveLoop: 'Allow' }, 'Custom::Function'))).toEqual([]);
  });
});
