import type { RuleId } from '../index.ts';
import { arnOf, type Resources } from './template.ts';

/** What keeps a rule, what breaks it, and the resource that is then named. */
export interface Fixture {
  readonly good: Resources;
  readonly bad: Resources;
  readonly of: string;
}

const fn = (properties: object = {}): Resources => ({ Fn: ['AWS::Lambda::Function', properties] });
const queue = (properties: object = {}): Resources => ({ Queue: ['AWS::SQS::Queue', properties] });
const toDead = { RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 5 } };
const dead = (properties: object = {}): Resources => ({ Dead: ['AWS::SQS::Queue', properties] });
const poller = (properties: object = {}): Resources => ({
  Poller: [
    'AWS::Lambda::EventSourceMapping',
    { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'Fn' }, ...properties },
  ],
});
const consumed = (of: { queue?: object; fn?: object; poller?: object }): Resources => ({
  ...queue(of.queue),
  ...fn(of.fn),
  ...poller(of.poller),
});
const reader = (properties: object, id = 'Reader'): Resources => ({
  [id]: [
    'AWS::Lambda::EventSourceMapping',
    {
      EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      FunctionName: { Ref: 'Fn' },
      StartingPosition: 'LATEST',
      ...properties,
    },
  ],
});
const alarm = (MetricName: string, of: string, over: object = {}): Resources[string] => [
  'AWS::CloudWatch::Alarm',
  {
    MetricName,
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
    Dimensions: [{ Name: 'Of', Value: { Ref: of } }],
    ...over,
  },
];
const table = (properties: object = {}, type = 'AWS::DynamoDB::Table'): Resources => ({ Table: [type, properties] });
const replicas = (...regions: string[]) => ({ Replicas: regions.map((Region) => ({ Region })) });
const strong = (...regions: string[]) =>
  table({ MultiRegionConsistency: 'STRONG', ...replicas(...regions) }, 'AWS::DynamoDB::GlobalTable');
const stage = (properties: object = {}): Resources => ({
  Stage: ['AWS::ApiGateway::Stage', { RestApiId: { Ref: 'Api' }, ...properties }],
});
const throttled = (rate: number) => ({
  MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: rate, ThrottlingBurstLimit: rate }],
});
const api = (integration: object = {}): Resources => {
  const get = { 'x-amazon-apigateway-integration': { type: 'aws_proxy', uri: arnOf('Fn'), ...integration } };
  return { Api: ['AWS::ApiGateway::RestApi', { Body: { paths: { '/orders': { get } } } }] };
};
const policy = (Action: string): Resources => ({
  Policy: ['AWS::IAM::Policy', { PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: arnOf('T') }] } }],
});
const machine = (Retry: readonly object[]): Resources => {
  const Task = { Type: 'Task', Retry: [{ MaxAttempts: 6 }], End: true };
  const Definition = { States: { Each: { Type: 'Map', Retry, ItemProcessor: { States: { Task } } } } };
  return { Machine: ['AWS::StepFunctions::StateMachine', { Definition }] };
};
const rule = (target: object): Resources => ({ Rule: ['AWS::Events::Rule', { Targets: [target] }] });
const busAlarm = (metric: string) =>
  alarm(metric, 'Rule', {
    Statistic: 'Sum',
    Namespace: 'AWS/Events',
    Dimensions: [{ Name: 'RuleName', Value: { Ref: 'Rule' } }],
  });
const tls = {
  Policy: [
    'AWS::SQS::QueuePolicy',
    {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: {
        Statement: [{ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      },
    },
  ],
} as const satisfies Resources;
/** Before a stage whose plan sells 10 requests a second and 20 at once: 3020 in five minutes. */
const firewall = (Limit: number): Resources => ({
  ...stage(),
  Firewall: [
    'AWS::WAFv2::WebACL',
    { Rules: [{ Action: { Block: {} }, Statement: { RateBasedStatement: { Limit, AggregateKeyType: 'IP' } } }] },
  ],
  Before: ['AWS::WAFv2::WebACLAssociation', { WebACLArn: arnOf('Firewall'), ResourceArn: { Ref: 'Stage' } }],
  Plan: [
    'AWS::ApiGateway::UsagePlan',
    { Throttle: { RateLimit: 10, BurstLimit: 20 }, ApiStages: [{ Stage: { Ref: 'Stage' } }] },
  ],
});
const keyed = { KeySchema: [{ AttributeName: 'id' }] };

/** One of each rule: the type asks for it. */
export const fixtures: Readonly<Record<RuleId, Fixture>> = {
  bulkhead: { good: fn({ ReservedConcurrentExecutions: 5 }), bad: fn(), of: 'Fn' },
  'account-concurrency': {
    good: fn({ ReservedConcurrentExecutions: 900 }),
    bad: fn({ ReservedConcurrentExecutions: 901 }),
    of: 'Fn',
  },
  'littles-law': {
    good: { ...fn({ ReservedConcurrentExecutions: 10 }), ...api(), ...stage(throttled(100)) },
    bad: { ...fn({ ReservedConcurrentExecutions: 9 }), ...api(), ...stage(throttled(100)) },
    of: 'Fn',
  },
  'function-memory': { good: fn({ MemorySize: 128 }), bad: fn({ MemorySize: 64 }), of: 'Fn' },
  runtime: { good: fn({ Runtime: 'nodejs24.x' }), bad: fn({ Runtime: 'nodejs18.x' }), of: 'Fn' },
  'recursive-loop': { good: fn({ RecursiveLoop: 'Terminate' }), bad: fn({ RecursiveLoop: 'Allow' }), of: 'Fn' },
  'environment-secret': {
    good: fn({ Environment: { Variables: { PASSWORD_NAME: 'shop/database' } } }),
    bad: fn({ Environment: { Variables: { DB_PASSWORD: 'hunter2' } } }),
    of: 'Fn',
  },
  'function-log': { good: fn({ LoggingConfig: { LogGroup: { Ref: 'Log' } } }), bad: fn(), of: 'Fn' },
  'log-retention': {
    good: { Log: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }] },
    bad: { Log: ['AWS::Logs::LogGroup'] },
    of: 'Log',
  },
  'gateway-timeout': {
    good: { ...api(), ...fn({ Timeout: 30 }) },
    bad: { ...api(), ...fn({ Timeout: 60 }) },
    of: 'Fn',
  },
  'stage-throttle': { good: stage(throttled(100)), bad: stage(), of: 'Stage' },
  'stage-log': { good: stage({ AccessLogSetting: { DestinationArn: arnOf('Log') } }), bad: stage(), of: 'Stage' },
  tracing: { good: stage({ TracingEnabled: true }), bad: stage(), of: 'Stage' },
  'retry-amplification': { good: machine([]), bad: machine([{ MaxAttempts: 3 }]), of: 'Machine' },
  'least-privilege': { good: policy('dynamodb:GetItem'), bad: policy('dynamodb:*'), of: 'Policy' },
  'table-protection': {
    good: table({
      SSESpecification: { SSEEnabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    }),
    bad: table(),
    of: 'Table',
  },
  'table-keys': {
    good: table({ ...keyed, AttributeDefinitions: [{ AttributeName: 'id' }] }),
    bad: table({ ...keyed, AttributeDefinitions: [{ AttributeName: 'total' }] }),
    of: 'Table',
  },
  'table-replicas': {
    good: table(replicas('eu-west-1', 'eu-west-2'), 'AWS::DynamoDB::GlobalTable'),
    bad: table(replicas('eu-west-2', 'eu-west-3'), 'AWS::DynamoDB::GlobalTable'),
    of: 'Table',
  },
  'strong-table': {
    good: strong('eu-west-1', 'eu-west-2', 'eu-west-3'),
    bad: strong('eu-west-1', 'eu-west-2'),
    of: 'Table',
  },
  'queue-visibility': {
    good: consumed({ queue: { VisibilityTimeout: 60 }, fn: { Timeout: 10 } }),
    bad: consumed({ queue: { VisibilityTimeout: 30 }, fn: { Timeout: 10 } }),
    of: 'Queue',
  },
  'poller-minimum': {
    good: consumed({ poller: { ScalingConfig: { MaximumConcurrency: 2 } } }),
    bad: consumed({}),
    of: 'Poller',
  },
  'poller-concurrency': {
    good: consumed({
      poller: { ScalingConfig: { MaximumConcurrency: 5 } },
      fn: { ReservedConcurrentExecutions: 5 },
    }),
    bad: consumed({ poller: { ScalingConfig: { MaximumConcurrency: 6 } }, fn: { ReservedConcurrentExecutions: 5 } }),
    of: 'Poller',
  },
  'partial-batch': {
    good: poller({ FunctionResponseTypes: ['ReportBatchItemFailures'] }),
    bad: poller(),
    of: 'Poller',
  },
  'receive-count': {
    good: consumed({ queue: toDead }),
    bad: consumed({ queue: { RedrivePolicy: { ...toDead.RedrivePolicy, maxReceiveCount: 3 } } }),
    of: 'Queue',
  },
  'receive-window': {
    good: queue({ ...toDead, VisibilityTimeout: 300, MessageRetentionPeriod: 3600 }),
    bad: queue({ ...toDead, VisibilityTimeout: 1200, MessageRetentionPeriod: 3600 }),
    of: 'Queue',
  },
  'dead-letters': { good: { ...queue(toDead), ...dead() }, bad: queue(), of: 'Queue' },
  'redrive-allow': {
    good: {
      ...queue({ ...toDead, QueueName: 'orders' }),
      ...dead({ RedriveAllowPolicy: { redrivePermission: 'byQueue', sourceQueueArns: ['arn:aws:sqs:::orders'] } }),
    },
    bad: { ...queue({ ...toDead, QueueName: 'orders' }), ...dead() },
    of: 'Dead',
  },
  'dead-letter-retention': {
    good: { ...queue(toDead), ...dead({ MessageRetentionPeriod: 1_209_600 }) },
    bad: { ...queue(toDead), ...dead() },
    of: 'Dead',
  },
  'dead-letter-age': {
    good: { ...queue({ ...toDead, MessageRetentionPeriod: 60 }), ...dead() },
    bad: { ...queue(toDead), ...dead() },
    of: 'Dead',
  },
  'queue-protection': {
    good: { ...queue({ SqsManagedSseEnabled: true }), ...tls },
    bad: queue({ SqsManagedSseEnabled: true }),
    of: 'Queue',
  },
  'undelivered-events': {
    good: rule({ Arn: arnOf('Queue'), DeadLetterConfig: { Arn: arnOf('Dead') } }),
    bad: rule({ Arn: arnOf('Queue') }),
    of: 'Rule',
  },
  'queue-alarms': {
    good: {
      ...queue(toDead),
      ...dead(),
      First: alarm('ApproximateNumberOfMessagesVisible', 'Dead'),
      Age: alarm('ApproximateAgeOfOldestMessage', 'Queue'),
      Full: alarm('ApproximateNumberOfMessagesNotVisible', 'Queue'),
    },
    bad: {
      ...queue(toDead),
      ...dead(),
      Age: alarm('ApproximateAgeOfOldestMessage', 'Queue'),
      Full: alarm('ApproximateNumberOfMessagesNotVisible', 'Queue'),
    },
    of: 'Dead',
  },
  'poller-alarms': {
    good: { ...consumed({}), Errors: alarm('Errors', 'Fn', { Statistic: 'Sum' }) },
    bad: consumed({}),
    of: 'Fn',
  },
  'bus-rule-alarms': {
    good: { ...rule({}), Failed: busAlarm('FailedInvocations'), Lost: busAlarm('InvocationsFailedToBeSentToDlq') },
    bad: rule({}),
    of: 'Rule',
  },
  'alarm-actions': {
    good: { Alarm: alarm('Errors', 'Fn', { AlarmActions: [{ Ref: 'Topic' }] }) },
    bad: { Alarm: alarm('Errors', 'Fn') },
    of: 'Alarm',
  },
  'stream-reader': {
    good: reader({
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: { Destination: arnOf('Dead') } },
    }),
    bad: reader({}),
    of: 'Reader',
  },
  'stream-consumers': {
    good: { ...table(), ...reader({}), ...reader({}, 'Second') },
    bad: { ...table(), ...reader({}), ...reader({}, 'Second'), ...reader({}, 'Third') },
    of: 'Table',
  },
  'async-destination': {
    good: { ...rule({ Arn: arnOf('Fn') }), ...fn({ DeadLetterConfig: { TargetArn: arnOf('Dead') } }) },
    bad: { ...rule({ Arn: arnOf('Fn') }), ...fn() },
    of: 'Fn',
  },
  'firewall-rate': { good: firewall(3020), bad: firewall(3019), of: 'Firewall' },
  'tls-policy': {
    good: { Api: ['AWS::ApiGateway::RestApi', { SecurityPolicy: 'TLS_1_2' }] },
    bad: { Api: ['AWS::ApiGateway::RestApi', { SecurityPolicy: 'TLS_1_0' }] },
    of: 'Api',
  },
};
