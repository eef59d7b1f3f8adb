import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Code, Function as Fn, type FunctionProps, Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { KinesisEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
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
  new Fn(stack, 'Greedy', { ...props, reservedConcurrentExecutions: 950 });
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  api.root.addMethod('GET', new LambdaIntegration(handler));
  const { deploymentStage } = api;
  api.addUsagePlan('Plan', { throttle: { rateLimit: 10, burstLimit: 20 }, apiStages: [{ stage: deploymentStage }] });
  firewallBefore(deploymentStage, 3000);

  const work = new Queue(stack, 'Work', { visibilityTimeout: Duration.minutes(5) });
  handler.addEventSource(new SqsEventSource(work));
  const dead = new Queue(stack, 'Dead', { retentionPeriod: Duration.days(1) });
  const named = new Queue(stack, 'Named', { queueName: 'named', deadLetterQueue: { queue: dead, maxReceiveCount: 3 } });
  const few = new Fn(stack, 'Few', { ...props, reservedConcurrentExecutions: 2 });
  few.addEventSource(new SqsEventSource(named, { maxConcurrency: 10 }));

  const stream = new Stream(stack, 'Changes');
  handler.addEventSource(new KinesisEventSource(stream, { startingPosition: StartingPosition.LATEST }));
  new Alarm(stack, 'Errors', { metric: handler.metricErrors(), threshold: 1, evaluationPeriods: 1 });
  new LogGroup(stack, 'Log', { retention: RetentionDays.INFINITE });
  new Rule(stack, 'Placed', {
    eventBus: new EventBus(stack, 'Bus'),
    eventPattern: { source: ['shop'] },
    targets: [new SqsQueue(work)],
  });

  const global = new TableV2(stack, 'Global', {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    timeToLiveAttribute: 'expiresAt',
  });
  const l1 = global.node.defaultChild as unknown as { addPropertyOverride(path: string, value: unknown): void };
  l1.addPropertyOverride('MultiRegionConsistency', 'STRONG');
  l1.addPropertyOverride('AttributeDefinitions.1', { AttributeName: 'total', AttributeType: 'N' });
  return app;
}
