import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../json.ts';
import type { Stack, StackResource } from '../../provisioning/stack.ts';
import { timeOf, type XmlValue } from '../xml.ts';

/** Properties that CloudFormation cannot read back, by type: their drift is not seen. */
const unread: Readonly<Record<string, readonly string[]>> = { 'AWS::Lambda::Function': ['Code'] };

/** Names of properties that something other than a deployment has changed. */
function drifted({ type, properties, actual = properties }: StackResource): readonly string[] {
  const names = new Set([...Object.keys(properties), ...Object.keys(actual)]);
  return [...names].filter(
    (name) => !isDeepStrictEqual(properties[name], actual[name]) && !unread[type]?.includes(name),
  );
}

export function driftOf({ state }: Stack): readonly StackResource[] {
  return [...state.resources.values()].filter((resource) => drifted(resource).length > 0);
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResourceDrift.html */
export function driftView(stack: Stack, resource: StackResource): XmlValue {
  const { logicalId, id, type, properties, actual = properties } = resource;
  const names = drifted(resource);
  return {
    StackId: stack.id,
    LogicalResourceId: logicalId,
    PhysicalResourceId: id,
    ResourceType: type,
    ExpectedProperties: JSON.stringify(properties),
    ActualProperties: JSON.stringify(actual),
    PropertyDifferences: names.map((name) => differenceOf(name, properties, actual)),
    StackResourceDriftStatus: names.length === 0 ? 'IN_SYNC' : 'MODIFIED',
    Timestamp: timeOf(Date.now()),
  };
}

function differenceOf(name: string, properties: JsonObject, actual: JsonObject): XmlValue {
  const [expected, found] = [properties[name], actual[name]];
  const DifferenceType = expected === undefined ? 'ADD' : found === undefined ? 'REMOVE' : 'NOT_EQUAL';
  const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  return { PropertyPath: `/${name}`, ExpectedValue: textOf(expected), ActualValue: textOf(found), DifferenceType };
}
