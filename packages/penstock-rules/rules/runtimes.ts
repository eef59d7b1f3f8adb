import { show } from '../json.ts';
import { defineRule } from '../rule.ts';
import { eachResource, violation } from '../template/resources.ts';

/**
 * Runtimes that Lambda has deprecated, and since when.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const deprecatedSince: Readonly<Record<string, string>> = {
  'dotnetcore1.0': '2019-06-27',
  'dotnetcore2.0': '2019-05-30',
  'dotnetcore2.1': '2022-01-05',
  'dotnetcore3.1': '2023-04-03',
  dotnet6: '2024-12-20',
  'go1.x': '2024-01-08',
  java8: '2024-01-08',
  nodejs: '2016-10-31',
  'nodejs4.3': '2020-03-05',
  'nodejs4.3-edge': '2019-04-30',
  'nodejs6.10': '2019-08-12',
  'nodejs8.10': '2020-03-06',
  'nodejs10.x': '2021-07-30',
  'nodejs12.x': '2023-03-31',
  'nodejs14.x': '2023-12-04',
  'nodejs16.x': '2024-06-12',
  'nodejs18.x': '2025-09-01',
  'nodejs20.x': '2026-04-30',
  provided: '2024-01-08',
  'python2.7': '2021-07-15',
  'python3.6': '2022-07-18',
  'python3.7': '2023-12-04',
  'python3.8': '2024-10-14',
  'python3.9': '2025-12-15',
  'ruby2.5': '2021-07-30',
  'ruby2.7': '2023-12-07',
  'ruby3.2': '2026-03-31',
};

export const runtimeRule = defineRule({
  id: 'runtime',
  title: 'A function has a runtime that Lambda still mends',
  why: 'A deprecated runtime gets no security patches, and after some months no function with it can be made or changed.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  check: eachResource(['AWS::Lambda::Function'], (resource) => {
    const { Runtime } = resource.properties;
    const since = deprecatedSince[String(Runtime)];
    if (since === undefined) return [];
    const message = `received ${show(Runtime)}, which is deprecated since ${since}, expected one that is supported`;
    const fix =
      'set `runtime` of the Function, for example to Runtime.NODEJS_24_X; where the library makes it, upgrade aws-cdk-lib';
    return [violation(resource, 'Properties.Runtime', message, fix)];
  }),
});
