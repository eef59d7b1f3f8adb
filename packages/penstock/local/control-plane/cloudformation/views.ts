import { type JsonObject, objects } from '../../json.ts';
import type { Change } from '../../provisioning/changes.ts';
import type { Stack, StackEvent, StackResource } from '../../provisioning/stack.ts';
import { timeOf, type XmlValue } from '../xml.ts';
import type { ChangeSet } from './change-sets.ts';
import { identifierSummaries } from './imports.ts';

const keyValues = (values: Readonly<Record<string, string>>, key = 'Key', value = 'Value'): XmlValue =>
  Object.entries(values).map(([name, text]) => ({ [key]: name, [value]: text }));

export function stackView(stack: Stack): XmlValue {
  const { state } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: state.template.Description === undefined ? undefined : String(state.template.Description),
    Parameters: keyValues(state.parameters, 'ParameterKey', 'ParameterValue'),
    CreationTime: timeOf(stack.createdAt),
    LastUpdatedTime: stack.updatedAt === undefined ? undefined : timeOf(stack.updatedAt),
    DeletionTime: stack.deletedAt === undefined ? undefined : timeOf(stack.deletedAt),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: stack.isRollbackDisabled,
    NotificationARNs: [],
    Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    Outputs: state.outputs.map(({ name, value, description, exportName }) => ({
      OutputKey: name,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    Tags: keyValues(state.tags),
    EnableTerminationProtection: stack.isProtected,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

export function eventView({ id: StackId, name: StackName }: Stack, event: StackEvent): XmlValue {
  return {
    StackId,
    EventId: event.id,
    StackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: timeOf(event.at),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ClientRequestToken: event.token,
  };
}

export function resourceView({ id: StackId, name: StackName }: Stack, resource: StackResource): XmlValue {
  return {
    StackId,
    StackName,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.id,
    ResourceType: resource.type,
    LastUpdatedTimestamp: timeOf(resource.changedAt),
    Timestamp: timeOf(resource.changedAt),
    ResourceStatus: resource.status,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

export function changeSetView(changeSet: ChangeSet): XmlValue {
  const { id, name, stack, input, description, createdAt, status, reason, changes, imports, isExecuted } = changeSet;
  const executable = isExecuted ? 'EXECUTE_COMPLETE' : 'AVAILABLE';
  return {
    ChangeSetName: name,
    ChangeSetId: id,
    StackId: stack.id,
    StackName: stack.name,
    Description: description,
    Parameters: keyValues(input.parameters, 'ParameterKey', 'ParameterValue'),
    CreationTime: timeOf(createdAt),
    ExecutionStatus: status === 'FAILED' ? 'UNAVAILABLE' : executable,
    Status: status,
    StatusReason: reason,
    Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    Tags: keyValues(input.tags),
    Changes: changes.map((change) => ({ Type: 'Resource', ResourceChange: changeView(change, imports) })),
    IncludeNestedStacks: false,
    ImportExistingResources: changeSet.adopts,
  };
}

function changeView(change: Change, imports: ReadonlySet<string>): XmlValue {
  if (change.kind === 'add') {
    const { logicalId, id, type } = change.after;
    const resource = { LogicalResourceId: logicalId, PhysicalResourceId: id, ResourceType: type };
    if (imports.has(logicalId)) return { Action: 'Import', ...resource, Scope: [], Details: [] };
    return { Action: 'Add', LogicalResourceId: logicalId, ResourceType: type, Scope: [], Details: [] };
  }
  const { logicalId, id, type, declaration } = change.before;
  const resource = { LogicalResourceId: logicalId, PhysicalResourceId: id, ResourceType: type };
  if (change.kind === 'remove') {
    const PolicyAction = declaration.DeletionPolicy === 'Retain' ? 'Retain' : 'Delete';
    return { Action: 'Remove', ...resource, PolicyAction, Scope: [], Details: [] };
  }
  const { properties, isReplaced } = change;
  return {
    Action: 'Modify',
    ...resource,
    Replacement: isReplaced ? 'True' : 'False',
    Scope: ['Properties'],
    Details: properties.map((Name) => ({
      Target: { Attribute: 'Properties', Name, RequiresRecreation: isReplaced ? 'Conditionally' : 'Never' },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    })),
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export function summaryView(template: JsonObject): XmlValue {
  const parameters = Object.entries(objects(template.Parameters));
  return {
    Description: template.Description === undefined ? undefined : String(template.Description),
    Parameters: parameters.map(([ParameterKey, { Type, Default }]) => ({
      ParameterKey,
      ParameterType: String(Type),
      DefaultValue: Default === undefined ? undefined : String(Default),
    })),
    ResourceTypes: [...new Set(Object.values(objects(template.Resources)).map(({ Type }) => String(Type)))],
    ResourceIdentifierSummaries: identifierSummaries(template),
  };
}
