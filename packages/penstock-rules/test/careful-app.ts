import {
  type Stage as ApiStage,
  type CfnRestApi,
  LambdaIntegration,
  LogGroupLogDestination,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Alarm, type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { AttributeType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Stream, StreamEncryption } from 'aws-cdk-lib/aws-kinesis';
import { Code, Function as Fn, Runtime, StartingPosition, Tracing } from 'aws-cdk-lib/aws-lambda';
import { KinesisEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption, type QueueProps, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { App, Duration, Stack } from 'aws-cdk-lib/core';

const protection: QueueProps = { enforceSSL: true, encryption: QueueEncryption.SQS_MANAGED };

/** The same shop, made of nothing but the library's own constructs, with what each rule asks for. */
export function carefulApp(outdir: string): App {
  const app = new App({ outdir, context: { '@aws-cdk/core:validateAgainstDefaultRules': false } });
  const stack = new Stack(app, 'Shop', { env: { region: 'eu-west-1' } });
  const topic = new Topic(stack, 'Alarms');
  const alarm = (id: string, metric: IMetric, threshold = 1) =>
    new Alarm(stack, id, { metric, threshold, evaluationPeriods: 1 }).addAlarmAction(new SnsAction(topic));
  const handler = functionIn(stack);

  apiIn(stack, handler);
  const work = queuesIn(stack, alarm);
  handler.addEventSource(new SqsEventSource(work, { maxConcurrency: 5, reportBatchItemFailures: true }));
  alarm('Errors', handler.metricErrors());
  streamIn(stack, handler, alarm);
  new TableV2(stack, 'Parcels', {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    encryption: TableEncryptionV2.awsManagedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
  });
  eventsIn(stack, work, alarm);
  return app;
}

type AddAlarm = (id: string, metric: IMetric, threshold?: number) => void;

function functionIn(stack: Stack): Fn {
  return new Fn(stack, 'Handler', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
    timeout: Duration.seconds(10),
    memorySize: 512,
    tracing: Tracing.ACTIVE,
    reservedConcurrentExecutions: 5,
    logGroup: new LogGroup(stack, 'Log', { retention: RetentionDays.ONE_MONTH }),
  });
}

function apiIn(stack: Stack, handler: Fn): void {
  const api = new RestApi(stack, 'Api', {
    cloudWatchRole: false,
    deployOptions: {
      throttlingRateLimit: 50,
      throttlingBurstLimit: 100,
      tracingEnabled: true,
      accessLogDestination: new LogGroupLogDestination(
        new LogGroup(stack, 'AccessLog', { retention: RetentionDays.ONE_MONTH }),
      ),
    },
  });
  (api.node.defaultChild as CfnRestApi).securityPolicy = 'TLS_1_2';
  api.root.addMethod('GET', new LambdaIntegration(handler));
  const { deploymentStage } = api;
  api.addUsagePlan('Plan', { throttle: { rateLimit: 10, burstLimit: 20 }, apiStages: [{ stage: deploymentStage }] });
  firewallBefore(deploymentStage, 3020);
}

/** A firewall that lets so many requests of one address through in five minutes. */
export function firewallBefore(stage: ApiStage, limit: number): void {
  const visibilityConfig = { metricName: 'firewall', cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
  const acl = new CfnWebACL(stage, 'Firewall', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig,
    rules: [
      {
        name: 'rate',
        priority: 0,
        action: { block: {} },
        statement: { rateBasedStatement: { limit, aggregateKeyType: 'IP' } },
        visibilityConfig,
      },
    ],
  });
  new CfnWebACLAssociation(stage, 'Before', { webAclArn: acl.attrArn, resourceArn: stage.stageArn });
}

function queuesIn(stack: Stack, alarm: AddAlarm): Queue {
  const dead = new Queue(stack, 'Dead', { ...protection, retentionPeriod: Duration.days(14) });
  const work = new Queue(stack, 'Work', {
    ...protection,
    visibilityTimeout: Duration.minutes(1),
    deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
  });
  alarm('FirstDead', dead.metricApproximateNumberOfMessagesVisible());
  alarm('Waiting', work.metricApproximateAgeOfOldestMessage(), 600);
  alarm('Full', work.metricApproximateNumberOfMessagesNotVisible(), 100_000);
  return work;
}

/** A queue that a service fills. */
function failuresIn(stack: Stack, id: string, alarm: AddAlarm): Queue {
  const queue = new Queue(stack, id, {
    ...protection,
    retentionPeriod: Duration.days(14),
    redriveAllowPolicy: { redrivePermission: RedrivePermission.DENY_ALL },
  });
  alarm(`First${id}`, queue.metricApproximateNumberOfMessagesVisible());
  return queue;
}

function streamIn(stack: Stack, handler: Fn, alarm: AddAlarm): void {
  handler.addEventSource(
    new KinesisEventSource(new Stream(stack, 'Changes', { encryption: StreamEncryption.MANAGED }), {
      startingPosition: StartingPosition.TRIM_HORIZON,
      bisectBatchOnError: true,
      maxRecordAge: Duration.hours(6),
      onFailure: new SqsDlq(failuresIn(stack, 'Failures', alarm)),
      reportBatchItemFailures: true,
    }),
  );
  alarm('Late', handler.metric('IteratorAge', { statistic: 'Maximum' }), Duration.hours(1).toMilliseconds());
}

function eventsIn(stack: Stack, work: Queue, alarm: AddAlarm): void {
  const bus = new EventBus(stack, 'Bus');
  const deadLetterQueue = failuresIn(stack, 'Undelivered', alarm);
  const rule = new Rule(stack, 'Placed', {
    eventBus: bus,
    eventPattern: { source: ['shop'] },
    targets: [new SqsQueue(work, { deadLetterQueue })],
  });
  const dimensionsMap = { EventBusName: bus.eventBusName, RuleName: rule.ruleName };
  for (const metricName of ['FailedInvocations', 'InvocationsFailedToBeSentToDlq'])
    alarm(metricName, new Metric({ namespace: 'AWS/Events', metricName, dimensionsMap, statistic: 'Sum' }));
}
