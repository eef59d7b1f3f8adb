import { arn, type Identity, nameOf, type ResourceType } from './resource-type.ts';

/** Of every account and region. */
export const defaultBus = 'default';

export const eventsTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::Events::EventBus': {
    properties: { Description: 'any', KmsKeyIdentifier: 'any', LogConfig: 'any', Name: 'any', Tags: 'any' },
    replacedBy: ['Name'],
    ref: busName,
    attributes: { Arn: (bus) => arn(bus, 'events', `event-bus/${busName(bus)}`), Name: busName },
  },
  'AWS::Events::Rule': {
    properties: {
      Description: 'any',
      EventBusName: 'any',
      EventPattern: 'any',
      Name: 'any',
      ScheduleExpression: 'any',
      State: ['ENABLED', 'DISABLED'],
      Tags: 'any',
      Targets: {
        Arn: 'any',
        DeadLetterConfig: { Arn: 'any' },
        Id: 'any',
        Input: 'any',
        InputPath: 'any',
        InputTransformer: { InputPathsMap: 'any', InputTemplate: 'any' },
        RetryPolicy: { MaximumEventAgeInSeconds: 'any', MaximumRetryAttempts: 'any' },
      },
    },
    replacedBy: ['EventBusName', 'Name'],
    ref: ruleRef,
    attributes: { Arn: (rule) => arn(rule, 'events', `rule/${ruleRef(rule).replace('|', '/')}`) },
  },
  'AWS::Events::Archive': {
    properties: {
      ArchiveName: 'any',
      Description: 'any',
      EventPattern: 'any',
      KmsKeyIdentifier: 'any',
      RetentionDays: 'any',
      SourceArn: 'any',
    },
    replacedBy: ['ArchiveName', 'SourceArn'],
    ref: archiveName,
    attributes: { Arn: (archive) => arn(archive, 'events', `archive/${archiveName(archive)}`) },
  },
};

function busName(bus: Identity): string {
  return nameOf(bus, 'Name');
}

/** `Ref` of a rule on a custom bus is `bus|rule`, on the default bus its name. */
function ruleRef(rule: Identity): string {
  const given = rule.property('EventBusName');
  const bus = typeof given === 'string' ? (given.split('/').at(-1) ?? given) : defaultBus;
  return bus === defaultBus ? nameOf(rule, 'Name') : `${bus}|${nameOf(rule, 'Name')}`;
}

function archiveName(archive: Identity): string {
  return nameOf(archive, 'ArchiveName');
}
