import { describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib/core';
import { checkQuotas, exceedsQuotas, isOnlyLocal } from '../../constructs/check-quotas.ts';
import { templateSizeRule } from '../../constructs/rules/template-size.ts';
import { functionGroups } from '../../constructs/stacks/function-groups.ts';
import { markOnlyLocal } from '../../constructs/stacks/only-local.ts';
import { checkStage } from '../../constructs/stage/load.ts';
import type { Stage } from '../../constructs/stage/stage.ts';
import { asObject } from '../../contract/json.ts';
import { parseContract } from '../../contract/load.ts';
import { parts } from '../../testkit/sample/app.ts';
import { stacksOfStage } from '../../testkit/stacks.ts';
import { context, resourcesOf, stackOf, stageLike, temporaryFolder } from './synthesized.ts';

const problem = `{ description: P., content: { application/problem+json: { schema: { type: object, additionalProperties: false } } } }`;
const operationOf = (name: string, path: string) => `
  /${path}:
    get:
      operationId: ${name}
      security: []
      responses: { '200': { description: It. }, default: ${problem} }`;

/** An app of so many operations in two contexts. */
function appOf(count: number, path: (name: string) => string = (name) => name) {
  const names = Array.from({ length: count }, (_, index) => `readThing${index}`);
  const contract = parseContract(
    'many.yaml',
    `openapi: 3.1.1
info: { title: Many, version: '1' }
x-penstock: { throttle: { rate: 1, burst: 2 }, timeout: 1, slo: { availability: 99, p99: 500 }, concurrency: 1 }
x-penstock-plans: { free: { rate: 1, burst: 2 }, pro: { rate: 1, burst: 2 } }
paths:${names.map((name) => operationOf(name, path(name))).join('')}
`,
  );
  const grants = (from: number, to: number) => Object.fromEntries(names.slice(from, to).map((name) => [name, {}]));
  const half = Math.ceil(count / 2);
  const contexts = [
    { name: 'left', operations: grants(0, half) },
    { name: 'rightSide', operations: grants(half, count) },
  ];
  return { ...parts, contract, contexts, events: [], consumers: [], graph: undefined, reference: undefined };
}

const grouped = (count: number) => {
  const { contract, contexts } = appOf(count);
  return functionGroups(contract.operations, contexts).map(({ name, functions }) => [name, functions.length]);
};

describe('functions', () => {
  it.each([
    [55, []],
    [
      56,
      [
        ['left', 28],
        ['rightSide', 28],
      ],
    ],
    [
      160,
      [
        ['left', 75],
        ['left2', 5],
        ['rightSide', 75],
        ['rightSide2', 5],
      ],
    ],
  ])('%i of them have these stacks of their own', (count, groups) => {
    expect(grouped(count)).toEqual(groups);
  });

  it.each([
    [10, ['*'], ['left', 'rightSide']],
    [10, ['rightSide'], ['rightSide']],
    [70, ['rightSide'], ['rightSide']],
  ])('%i of them are where the stage says: %p', (count, functionStacks, names) => {
    const { contract, contexts } = appOf(count);
    expect(functionGroups(contract.operations, contexts, { functionStacks }).map(({ name }) => name)).toEqual(names);
  });

  it('fails for a context that the app does not have', () => {
    expect(checkStage({ ...stageLike('dev'), functionStacks: ['left', 'none'] }, appOf(2))).toContainEqual(
      expect.objectContaining({ path: 'functionStacks', received: 'none', expected: 'one of left, rightSide, *' }),
    );
  });
});

describe('an API with more functions than its stack has room for', () => {
  const stage = stageLike('dev', { regions: ['eu-west-1'] });
  const stacks = stacksOfStage({ parts: appOf(56), stage, context, folder: temporaryFolder() });
  const api = stackOf(stacks, 'parcels-dev-api-eu-west-1');
  const side = stackOf(stacks, 'parcels-dev-right-side-functions-eu-west-1');

  it('has them in a stack for each context, and the authorizer beside the API', () => {
    expect(stacks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['parcels-dev-left-functions-eu-west-1', side.name, api.name]),
    );
    expect(resourcesOf(api, 'AWS::Lambda::Function').map(({ properties }) => properties.FunctionName)).toEqual([
      'parcels-dev-authorizer',
    ]);
    expect(resourcesOf(side, 'AWS::Lambda::Function')).toHaveLength(28);
  });

  it('calls them by name, with one permission for all methods of a path, and imports nothing', () => {
    const permissions = resourcesOf(api, 'AWS::Lambda::Permission').map(({ properties }) => JSON.stringify(properties));
    expect(permissions.filter((one) => one.includes(':function:parcels-dev-readThing7:live'))).toEqual([
      expect.stringContaining('/dev/*/readThing7'),
    ]);
    expect(JSON.stringify(stacks)).not.toContain('Fn::ImportValue');
    const [rest] = resourcesOf(api, 'AWS::ApiGateway::RestApi');
    expect(JSON.stringify(asObject(rest?.properties.Body).paths)).toContain(
      ':function:parcels-dev-readThing7:live/invocations',
    );
  });
});

describe('what AWS would refuse', () => {
  const stage = stageLike('dev');

  it('fails with the number, and what to do', () => {
    expect(() => checkQuotas(appOf(451), stage)).toThrow(/received 451 functions\n {4}expected 450 at the most/);
    expect(() => checkQuotas(appOf(450), stage)).toThrow(/received \d+ resources/);
    expect(() => checkQuotas(appOf(451), { ...stage, local: true })).not.toThrow();
    const deep = appOf(150, (name) => `${name}/more`);
    expect(() => checkQuotas(deep, stage)).toThrow(
      /received 301 resources of API Gateway\n {4}expected 300 at the most/,
    );
    expect(() => checkQuotas(deep, { ...stage, apiResources: 301 })).not.toThrow();
    expect(() => checkQuotas(deep, { ...stage, local: true })).not.toThrow();
  });

  it('has no account to share where it is served locally alone', () => {
    const local = { ...stageLike('dev', { reserveConcurrency: true }), local: true, accountConcurrency: 300 };
    const reserved = ({ path }: { path: string }) => path === 'accountConcurrency';
    expect(checkStage(local, appOf(450)).filter(reserved)).toHaveLength(1);
    expect(isOnlyLocal(local, appOf(450))).toBe(false);
    expect(checkStage(local, appOf(451)).filter(reserved)).toEqual([]);
    expect(isOnlyLocal(local, appOf(451))).toBe(true);
    expect(isOnlyLocal({ ...local, local: false }, appOf(451))).toBe(false);
  });

  it('is functions or resources, and a local stage may have more of either', () => {
    const deep = (count: number) => appOf(count, (name) => `${name}/more`);
    const local = { ...stage, local: true };
    expect([exceedsQuotas(local, deep(149)), exceedsQuotas(local, deep(150))]).toEqual([false, true]);
    expect([exceedsQuotas(local, appOf(451)), exceedsQuotas(stage, appOf(451))]).toEqual([true, false]);
  });

  it('is marked in each template of what is served locally alone', () => {
    const app = new App();
    const stack = new Stack(app, 'api');
    markOnlyLocal(app);
    expect(app.synth().getStackByName(stack.stackName).template).toMatchObject({
      Metadata: { 'penstock:only-local': true },
    });
  });

  it('is a template of more than 1 MB', () => {
    const withBody = (bytes: number, given: Stage = stage, app = appOf(1)) => {
      const template = (text: string) => ({
        Resources: {
          Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: { info: text, paths: { '/a': {} } } } },
        },
      });
      const stacks = [
        {
          name: 'api',
          region: 'eu-west-1',
          template: template('x'.repeat(bytes - JSON.stringify(template('')).length)),
        },
      ];
      const subject = { stacks, stage: given, ...app };
      return templateSizeRule.check(subject as unknown as Parameters<typeof templateSizeRule.check>[0]);
    };
    expect(withBody(1_048_576)).toEqual([]);
    expect(withBody(1_048_577)).toMatchObject([{ message: expect.stringContaining('1048577 bytes with 1 paths') }]);
    expect(withBody(1_048_577, { ...stage, local: true })).toHaveLength(1);
    expect(withBody(1_048_577, { ...stage, local: true }, appOf(451))).toEqual([]);
  });
});
