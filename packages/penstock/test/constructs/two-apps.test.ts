import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Resource, resourcesOf } from 'penstock-rules/template/resources';
import { namesOf } from '../../constructs/stacks/names.ts';
import { loadStage } from '../../constructs/stage/load.ts';
import { asObject } from '../../contract/json.ts';
import { parts } from '../../testkit/sample/app.ts';
import { stages } from '../../testkit/sample/stages.ts';
import { stacksOfStage } from '../../testkit/stacks.ts';
import { context, temporaryFolder } from './synthesized.ts';

/** What the stage of an app is in the account, beside what CloudFormation names itself. */
function takenBy(app: string): ReadonlySet<string> {
  const named = { ...parts, name: app };
  const stage = loadStage('dev', named, { known: stages });
  const stacks = stacksOfStage({ parts: named, stage, context, folder: temporaryFolder() });
  return new Set([
    ...stacks.map(({ name }) => `stack ${name}`),
    ...stacks.flatMap((stack) => resourcesOf(stack).flatMap(namesOfResource)),
    ...stacks.flatMap(({ template }) => exportsIn(template)),
  ]);
}

/** Parts of another resource, among whose they are named. */
const ofOthers = new Set(['AWS::Lambda::Alias', 'AWS::ApiGateway::Stage', 'AWS::IAM::Policy']);
/** Names of what is not made here. */
const given = new Set(['MetricName', 'AttributeName']);

function namesOfResource({ type, properties }: Resource): readonly string[] {
  if (ofOthers.has(type)) return [];
  return Object.entries(properties)
    .filter(([key, value]) => /Name$|^Value$|^Namespace$/.test(key) && !given.has(key) && typeof value === 'string')
    .filter(([key, value]) => !(key === 'Namespace' && String(value).startsWith('AWS/')))
    .map(([key, value]) => `${type} ${key} ${value}`);
}

const exportsIn = (template: object): readonly string[] =>
  Object.values(asObject(asObject(template).Outputs)).flatMap((output) => {
    const { Export } = asObject(output);
    return Export === undefined ? [] : [`export ${JSON.stringify(Export)}`];
  });

describe('two apps in one account and region', () => {
  it('share no name, though they have the same stage and the same contract', () => {
    const [one, other] = [takenBy('parcels'), takenBy('room-bookings')];

    expect(one.size).toBeGreaterThan(50);
    expect(other.size).toBe(one.size);
    expect([...one].filter((name) => other.has(name))).toEqual([]);
    expect([...other].filter((name) => !/room-bookings|RoomBookings/.test(name))).toEqual([]);
  });

  it('have metrics of their own', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,2}(-[a-z0-9]{1,2}){0,2}$/);
    const namespaceOf = (app: string) => namesOf({ app, name: 'dev' }).metricNamespace;

    fc.assert(fc.property(name, name, (a, b) => a === b || namespaceOf(a) !== namespaceOf(b)));
    expect(['penstock', 'room-bookings', 'api-2'].map(namespaceOf)).toEqual(['Penstock', 'RoomBookings', 'Api-2']);
  });
});
