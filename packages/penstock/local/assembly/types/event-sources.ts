import { arn, type Identity, idOf, type ResourceType } from './resource-type.ts';

export const eventSourceTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::Lambda::EventSourceMapping': {
    properties: {
      BatchSize: 'any',
      BisectBatchOnFunctionError: 'any',
      DestinationConfig: { OnFailure: { Destination: 'any' } },
      Enabled: 'any',
      EventSourceArn: 'any',
      FilterCriteria: { Filters: { Pattern: 'any' } },
      FunctionName: 'any',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      KmsKeyArn: 'any',
      MaximumBatchingWindowInSeconds: 'any',
      MaximumRecordAgeInSeconds: 'any',
      MaximumRetryAttempts: 'any',
      MetricsConfig: 'any',
      ParallelizationFactor: 'any',
      ScalingConfig: { MaximumConcurrency: 'any' },
      StartingPosition: ['TRIM_HORIZON', 'LATEST'],
      Tags: 'any',
    },
    replacedBy: ['EventSourceArn', 'StartingPosition'],
    ref: idOf,
    attributes: { Id: idOf, EventSourceMappingArn: mappingArn },
  },
};

function mappingArn(mapping: Identity): string {
  return arn(mapping, 'lambda', `event-source-mapping:${idOf(mapping)}`);
}
