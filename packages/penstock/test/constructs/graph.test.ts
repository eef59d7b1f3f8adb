import { describe, expect, it } from '@jest/globals';
import { asArray, asObject, type JsonObject } from 'penstock-rules/json';
import type { SynthesizedStack } from 'penstock-rules/rule';
import type { AppParts } from '../../constructs/context/app-parts.ts';
import { AppError, checkApp } from '../../constructs/context/check-app.ts';
import type { Context } from '../../constructs/context/context.ts';
import { parityRule } from '../../constructs/rules/parity.ts';
import { accountLimitsOf } from '../../constructs/rules/plugin.ts';
import { checkStage, loadStage } from '../../constructs/stage/load.ts';
import type { Stage } from '../../constructs/stage/stage.ts';
import { parts } from '../../testkit/sample/app.ts';
import { stages } from '../../testkit/sample/stages.ts';
import { stacksOfStage } from '../../testkit/stacks.ts';
import { editedGraph, graphText, read } from '../contract/graph/graph.ts';
import { context, only, resourcesOf, stackOf, temporaryFolder } from './synthesized.ts';

const graph = read();
const withBatches = (one: Context): Context =>
  one.name === 'parcels' ? { ...one, graph: { tables: { parcels: { items: ['BatchGetItem'] } } } } : one;
const app: AppParts = { ...parts, graph, contexts: parts.contexts.map(withBatches) };

function apiOf(changes: Partial<Stage> = {}, of = app): SynthesizedStack {
  const stage = loadStage('dev', of, { known: { dev: { ...stages.dev, ...changes } } });
  const stacks = stacksOfStage({ parts: of, stage, context, folder: temporaryFolder() });
  return stackOf(stacks, `${of.name}-dev-api-${stage.regions[0]}`);
}

const api = apiOf({ throttle: { graph: { rate: 7, burst: 9 } }, reserveConcurrency: true, concurrency: { graph: 42 } });
const named = (stack: SynthesizedStack, name: string) =>
  only(stack, 'AWS::Lambda::Function', ({ properties }) => properties.FunctionName === `parcels-dev-${name}`);

describe('the graph of an app in a stage', () => {
  const own = named(api, 'graph');

  it('is a function of its own, with the timeouts and the concurrency that are promised', () => {
    expect(own).toMatchObject({ Timeout: 6, ReservedConcurrentExecutions: 42 });
  });

  it('has routes with its throttle, which lead to it within its timeout', () => {
    const paths = asObject(asObject(only(api, 'AWS::ApiGateway::RestApi').Body).paths);
    const routes = asObject(paths['/graphql']);
    expect(Object.keys(routes).sort()).toEqual(['get', 'head', 'options', 'post', 'x-amazon-apigateway-any-method']);
    for (const method of ['post', 'get', 'head']) {
      expect(asObject(routes[method])).toMatchObject({
        security: [{ authorizer: [] }, { api_key: [] }],
        'x-amazon-apigateway-integration': { timeoutInMillis: 5000 },
      });
    }
    const settings = asArray(only(api, 'AWS::ApiGateway::Stage').MethodSettings).map(asObject);
    expect(settings.filter(({ ResourcePath }) => ResourcePath === '/~1graphql')).toEqual(
      ['POST', 'GET', 'HEAD'].map((HttpMethod) =>
        expect.objectContaining({ HttpMethod, ThrottlingRateLimit: 7, ThrottlingBurstLimit: 9 }),
      ),
    );
  });

  it('may do what the use cases of its fields may do, what its context says beside, and nothing else', () => {
    expect(actionsOf(api, own)).toEqual([
      'dynamodb:BatchGetItem parcels-dev-parcels',
      'dynamodb:GetItem parcels-dev-parcels',
      'dynamodb:PutItem parcels-dev-parcels',
      'dynamodb:Query parcels-dev-parcels/index/byTenant',
      'dynamodb:Query parcels-dev-parcels/index/byTenantStatus',
      'dynamodb:UpdateItem parcels-dev-parcels',
    ]);
    const readOnly = {
      ...app,
      graph: read(editedGraph({ from: mutationOf(graphText), to: '' })),
      contexts: parts.contexts,
    };
    const stack = apiOf({}, readOnly);
    expect(actionsOf(stack, named(stack, 'graph')).filter((one) => /Put|Update|Batch/.test(one))).toEqual([]);
  });

  it('tells what it has, and takes any document, where the stage says so', () => {
    const told = (stack: SynthesizedStack) => asObject(asObject(named(stack, 'graph').Environment).Variables);
    expect(told(api)).toMatchObject({ GRAPH_INTROSPECTION: 'off', GRAPH_DOCUMENTS: 'any' });
    const documents = [{ name: 'One', type: 'query', hash: 'f'.repeat(64), body: 'query One { __typename }' }] as const;
    const stage = { graph: { introspection: true, trustedOnly: true } };
    const trusting = apiOf(stage, { ...app, graph: { ...graph, documents } });
    expect(told(trusting)).toMatchObject({ GRAPH_INTROSPECTION: 'on', GRAPH_DOCUMENTS: 'trusted' });
  });

  it('is asked for in each API by the rules', () => {
    const stage = loadStage('dev', app, { known: { dev: stages.dev } });
    const subject = { ...app, stage, limits: accountLimitsOf(stage), stacks: [api] };
    expect(parityRule.check(subject)).toEqual([]);
    const without = { ...subject, stacks: [apiOf({}, parts)] };
    expect(parityRule.check(without).map(({ message }) => message)).toContain(
      'received no route for graph, expected POST /graphql',
    );
  });
});

describe('an app without a graph', () => {
  it('has nothing of it', () => {
    expect(JSON.stringify(apiOf({}, parts).template)).not.toMatch(/graph/i);
  });

  it('has no stage that sets something for it', () => {
    expect(checkStage({ ...stages.dev, graph: { introspection: true } }, parts)).toContainEqual(
      expect.objectContaining({ path: 'graph', fix: 'remove it' }),
    );
    expect(checkStage({ ...stages.dev, graph: { introspection: true } }, app)).toEqual([]);
    expect(checkStage({ ...stages.dev, graph: { trustedOnly: true } }, app)).toContainEqual(
      expect.objectContaining({ path: 'graph.trustedOnly' }),
    );
  });
});

describe('the entry of a graph', () => {
  const entry = { name: 'graph', context: 'parcels', file: 'functions/parcels/entry/graph/graph.ts' };
  const misfits = (of: AppParts, entries: readonly (typeof entry)[]) => {
    try {
      checkApp(of, entries);
      return '';
    } catch (error) {
      return error instanceof AppError ? error.message : String(error);
    }
  };

  it('is in any context, once', () => {
    expect(misfits(app, [entry])).not.toContain('entry/graph');
    expect(misfits(app, [])).toContain('functions/<context>/entry/graph/graph.ts\n    received no entry for the graph');
    const other = { ...entry, context: 'labels', file: 'functions/labels/entry/graph/graph.ts' };
    expect(misfits(app, [entry, other])).toContain('expected one entry for the graph');
  });

  it('is left over where there is no graph', () => {
    expect(misfits(parts, [entry])).toContain('received a function graph that nothing calls');
  });
});

const mutationOf = (text: string): string => text.slice(text.indexOf('type Mutation {'), text.indexOf('type Parcel {'));

/** `dynamodb:GetItem <table>`, of the function's own policies. */
function actionsOf(stack: SynthesizedStack, { Role }: JsonObject): readonly string[] {
  const role = asArray(asObject(Role)['Fn::GetAtt'])[0];
  return resourcesOf(stack, 'AWS::IAM::Policy')
    .filter(({ properties }) => asArray(properties.Roles).some((one) => asObject(one).Ref === role))
    .flatMap(({ properties }) => asArray(asObject(properties.PolicyDocument).Statement).map(asObject))
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${tableOf(resource)}`)),
    )
    .filter((one) => one.startsWith('dynamodb:'))
    .sort();
}

const tableOf = (resource: unknown): string => /:table\/([^"]+)"/.exec(JSON.stringify(resource))?.[1] ?? '';
