import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import {
  Code,
  Function as Fn,
  type FunctionProps,
  RecursiveLoop,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { KinesisEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, Map as EachOf, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { firewallBefore } from './careful-app.ts';

/** An app as many are: nothing of it is Penstock's, and none of it is made to last. */
export function carelessApp(outdir: string): App {
  const app = new App({ outdir, context: { '@aws-cdk/core:validateAgainstDefaultRules': false } });
  const stack = new Stack(app, 'Shop', { env: { region: 'eu-west-1' } });
  const code = Code.fromInline('exports.handler = async () => {};');
  const props: FunctionProps = { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code };

  const handler = new Fn(stack, 'Handler', { ...props, timeout: Duration.minutes(5), memorySize: 64 });
  handler.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:*'], resources: ['*'] }));
  new Fn(stack, 'Greedy', {
    ...props,
    runtime: Runtime.NODEJS_18_X,
    reservedConcurrentExecutions: 950,
    recursiveLoop: RecursiveLoop.ALLOW,
    environment: { DB_PASSWORD: 'hunter2' },
  });
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  api.root.addMethod('GET', new LambdaIntegration(handler));
  const { deploymentStage } = api;
  api.addUsagePlan('Plan', { throttle: { rateLimit: 10, burstLimit: 20 }, apiStages: [{ stage: deploymentStage }] });
  firewallBefore(deploymentStage, 3000);
  const few = new Fn(stack, 'Few', { ...props, reservedConcurrentExecutions: 2 });
  const deployOptions = { throttlingRateLimit: 1000, throttlingBurstLimit: 1000 };
  const busy = new RestApi(stack, 'Busy', { cloudWatchRole: false, deployOptions });
  busy.root.addMethod('GET', new LambdaIntegration(few));

  workIn(stack, handler, few);
  tablesIn(stack, handler, props);
  retriesIn(stack);
  return app;
}

function workIn(stack: Stack, handler: Fn, few: Fn): void {
  const work = new Queue(stack, 'Work', { visibilityTimeout: Duration.minutes(5) });
  handler.addEventSource(new SqsEventSource(work));
  const dead = new Queue(stack, 'Dead', { retentionPeriod: Duration.days(1) });
  const named = new Queue(stack, 'Named', { queueName: 'named', deadLetterQueue: { queue: dead, maxReceiveCount: 3 } });
  new Queue(stack, 'Slow', {
    queueName: 'slow',
    visibilityTimeout: Duration.hours(12),
    deadLetterQueue: { queue: dead, maxReceiveCount: 8 },
  });
  few.addEventSource(new SqsEventSource(named, { maxConcurrency: 10 }));

  const stream = new Stream(stack, 'Changes');
  handler.addEventSource(new KinesisEventSource(stream, { startingPosition: StartingPosition.LATEST }));
  new Alarm(stack, 'Errors', { metric: handler.metricErrors(), threshold: 1, evaluationPeriods: 1 });
  new LogGroup(stack, 'Log', { retention: RetentionDays.INFINITE });
  new Rule(stack, 'Placed', {
    eventBus: new EventBus(stack, 'Bus'),
    eventPattern: { source: ['shop'] },
    targets: [new SqsQueue(work), new LambdaFunction(handler)],
  });
}

function tablesIn(stack: Stack, handler: Fn, props: FunctionProps): void {
  const partitionKey = { name: 'id', type: AttributeType.STRING };
  const read = new TableV2(stack, 'Read', { partitionKey, dynamoStream: StreamViewType.NEW_IMAGE });
  for (const reader of [handler, new Fn(stack, 'Second', props), new Fn(stack, 'Third', props)])
    reader.addEventSourceMapping('Reads', {
      eventSourceArn: String(read.tableStreamArn),
      startingPosition: StartingPosition.LATEST,
    });

  const global = new TableV2(stack, 'Global', {
    partitionKey,
    timeToLiveAttribute: 'expiresAt',
  });
  const l1 = global.node.defaultChild as unknown as { addPropertyOverride(path: string, value: unknown): void };
  l1.addPropertyOverride('MultiRegionConsistency', 'STRONG');
  l1.addPropertyOverride('AttributeDefinitions.1', { AttributeName: 'total', AttributeType: 'N' });
  l1.addPropertyOverride('Replicas.1', { Region: 'eu-west-1' });
}

function retriesIn(stack: Stack): void {
  const once = new Pass(stack, 'Once');
  const inner = new EachOf(stack, 'Inner').itemProcessor(once).addRetry();
  new StateMachine(stack, 'Retries', {
    definitionBody: DefinitionBody.fromChainable(new EachOf(stack, 'Outer').itemProcessor(inner).addRetry()),
  });
}
