import { arn, nameOf, type ResourceType } from './resource-type.ts';

export const logsTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::Logs::LogGroup': {
    properties: {
      DeletionProtectionEnabled: 'any',
      KmsKeyId: 'any',
      LogGroupClass: 'any',
      LogGroupName: 'any',
      RetentionInDays: 'any',
      Tags: 'any',
    },
    replacedBy: ['LogGroupName'],
    ref: (group) => nameOf(group, 'LogGroupName'),
    attributes: { Arn: (group) => arn(group, 'logs', `log-group:${nameOf(group, 'LogGroupName')}:*`) },
  },
};
