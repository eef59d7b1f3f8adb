import type { Identity, ResourceType } from './resource-type.ts';

const groupName = (retention: Identity): string => String(retention.property('LogGroupName'));

/**
 * The CDK's custom resource for `logRetention`. Its function would set how long a log group is kept, which nothing here
 * does: it is never called.
 */
export const logRetentionTypes: Readonly<Record<string, ResourceType>> = {
  'Custom::LogRetention': {
    properties: {
      LogGroupName: 'any',
      LogGroupRegion: 'any',
      RemovalPolicy: 'any',
      RetentionInDays: 'any',
      SdkRetry: 'any',
      ServiceToken: 'any',
    },
    ref: groupName,
    attributes: { LogGroupName: groupName },
  },
};
