import { asObject, show } from '../json.ts';
import { defineRule } from '../rule.ts';
import { isOfDeployment } from '../template/deployment.ts';
import { eachResource, type Resource, violation } from '../template/resources.ts';

interface Traced {
  readonly at: string;
  readonly read: (properties: Resource['properties']) => unknown;
  readonly on: unknown;
  readonly fix: string;
}

const traced: Readonly<Record<string, Traced>> = {
  'AWS::Lambda::Function': {
    at: 'TracingConfig.Mode',
    read: ({ TracingConfig }) => asObject(TracingConfig).Mode,
    on: 'Active',
    fix: 'set `tracing: Tracing.ACTIVE` of the Function',
  },
  'AWS::ApiGateway::Stage': {
    at: 'TracingEnabled',
    read: ({ TracingEnabled }) => TracingEnabled,
    on: true,
    fix: 'set `tracingEnabled: true` in `deployOptions` of the RestApi',
  },
  'AWS::StepFunctions::StateMachine': {
    at: 'TracingConfiguration.Enabled',
    read: ({ TracingConfiguration }) => asObject(TracingConfiguration).Enabled,
    on: true,
    fix: 'set `tracingEnabled: true` of the StateMachine',
  },
};

export const tracingRule = defineRule({
  id: 'tracing',
  title: 'A request is traced through its API, its functions and its state machines',
  why: 'A trace that stops at the gateway does not say which of the calls behind it was slow.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html',
  check: eachResource(Object.keys(traced), (resource) => {
    const { at, read, on, fix } = traced[resource.type] as Traced;
    if (read(resource.properties) === on || isOfDeployment(resource)) return [];
    const message = `received ${show(read(resource.properties))}, expected ${show(on)}`;
    return [violation(resource, `Properties.${at}`, message, fix)];
  }),
});
