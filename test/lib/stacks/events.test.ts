import { describe, expect, it } from '@jest/globals';
import { sourcesOf } from 'penstock-rules/template/dead-letters';
import { pollersOf } from 'penstock-rules/template/pollers';
import { referenced, resourcesOf } from 'penstock-rules/template/resources';
import { stages } from '../../../lib/stages.ts';
import { asArray, asObject } from '../../../packages/penstock/contract/json.ts';
import { messageMetricLine } from '../../../packages/penstock/runtime/telemetry/message-metrics.ts';
import { consumers, only, stackOf, stacksOf } from '../synthesized.ts';
import { arn, arnOf, queueNamed, stack } from './events-stack.ts';

describe('queues', () => {
  it('are those of consumers.yaml with a dead letter queue each, and two for what never gets to one', () => {
    expect(resourcesOf(stack, 'AWS::SQS::Queue').map(({ properties }) => properties.QueueName)).toEqual(
      expect.arrayContaining(
        [...consumers.flatMap(({ queue }) => [queue, `${queue}-dlq`]), 'undelivered', 'relay-failures'].map(
          (name) => `penstock-dev-${name}`,
        ),
      ),
    );
    expect(resourcesOf(stack, 'AWS::SQS::Queue')).toHaveLength(2 * consumers.length + 2);
  });

  it.each(consumers.map((consumer) => [consumer.queue, consumer] as const))(
    '%s holds what its consumer promises',
    (name, { visibilityTimeout, maxReceiveCount, retention }) => {
      const { properties } = queueNamed(name);

      expect(properties).toMatchObject({
        VisibilityTimeout: visibilityTimeout,
        MessageRetentionPeriod: retention.queue,
        RedrivePolicy: { maxReceiveCount, deadLetterTargetArn: arnOf(`${name}-dlq`) },
        SqsManagedSseEnabled: true,
      });
      const [end] = resourcesOf(stack, 'AWS::SQS::Queue').filter((one) =>
        sourcesOf(one).some(({ logicalId }) => logicalId === queueNamed(name).logicalId),
      );
      expect(end?.properties).toMatchObject({
        MessageRetentionPeriod: retention.deadLetters,
        SqsManagedSseEnabled: true,
        RedriveAllowPolicy: { redrivePermission: 'byQueue', sourceQueueArns: [arn('sqs', `penstock-dev-${name}`)] },
      });
    },
  );

  it('are standard queues: the sender of a message gives it the group that makes a fair queue', () => {
    for (const { properties } of resourcesOf(stack, 'AWS::SQS::Queue'))
      expect(properties).not.toHaveProperty('FifoQueue');
  });

  it('take a message from a rule only, and that rule alone', () => {
    const allowed = resourcesOf(stack, 'AWS::SQS::QueuePolicy').flatMap(({ properties }) =>
      asArray(asObject(properties.PolicyDocument).Statement)
        .map(asObject)
        .filter(({ Effect }) => Effect === 'Allow')
        .map(({ Action, Principal, Condition }) => ({ Action, Principal, source: sourceOf(Condition) })),
    );

    expect(allowed).toHaveLength(4);
    for (const { Action, Principal, source } of allowed) {
      expect({ Action, Principal }).toEqual({
        Action: 'sqs:SendMessage',
        Principal: { Service: 'events.amazonaws.com' },
      });
      expect(resourcesOf(stack, 'AWS::Events::Rule').map(({ logicalId }) => logicalId)).toContain(source);
    }
  });
});

const sourceOf = (condition: unknown) => referenced(asObject(asObject(condition).ArnEquals)['aws:SourceArn']);

describe('the bus', () => {
  it('keeps every event of the orders for 14 days', () => {
    expect(only(stack, 'AWS::Events::EventBus')).toEqual({ Name: 'penstock-dev' });
    expect(only(stack, 'AWS::Events::Archive')).toMatchObject({
      ArchiveName: 'penstock-dev',
      EventPattern: { source: ['penstock.orders'] },
      RetentionDays: 14,
    });
  });

  it('stays, with what it kept, where the stage keeps its data', () => {
    const prod = stackOf(stacksOf('prod'), 'penstock-prod-events-eu-west-1');
    const policies = (from: typeof stack) =>
      ['AWS::Events::EventBus', 'AWS::Events::Archive'].map((type) => {
        const [found] = Object.values(asObject(from.template.Resources))
          .map(asObject)
          .filter(({ Type }) => Type === type);
        return [found?.DeletionPolicy, found?.UpdateReplacePolicy];
      });

    expect(policies(prod)).toEqual(policies(prod).map(() => ['RetainExceptOnCreate', 'Retain']));
    expect(policies(stack)).toEqual(policies(stack).map(() => ['Delete', 'Delete']));
  });

  it.each([
    ['capturePayment', 'payments', ['orders.order.placed.v1']],
    ['fanOutWebhooks', 'webhook-fan-out', [{ prefix: 'orders.order.' }]],
  ])('gives %s the events it takes, bare, and keeps what its queue does not take', (name, queue, types) => {
    expect(only(stack, 'AWS::Events::Rule', ({ logicalId }) => logicalId.includes(name))).toMatchObject({
      EventPattern: { source: ['penstock.orders'], 'detail-type': types },
      State: 'ENABLED',
      Targets: [
        {
          Arn: arnOf(queue),
          InputPath: '$.detail',
          DeadLetterConfig: { Arn: arnOf('undelivered') },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        },
      ],
    });
  });

  it('has no other rule', () => {
    expect(resourcesOf(stack, 'AWS::Events::Rule')).toHaveLength(2);
  });
});

describe('the relay', () => {
  const reader = pollersOf(stack).find(({ queue }) => queue === undefined)?.mapping.properties;

  it('reads the stream whose ARN is under a name that every region has', () => {
    expect(reader?.EventSourceArn).toEqual({ Ref: 'OrdersStream' });
    expect(asObject(stack.template.Parameters).OrdersStream).toMatchObject({
      Type: 'AWS::SSM::Parameter::Value<String>',
      Default: '/penstock/dev/orders-stream',
    });
  });

  it('sees only what its own region wrote', () => {
    const prod = stacksOf('prod');
    const patterns = ['eu-west-1', 'eu-west-2', 'eu-central-1'].map((region) => {
      const readers = pollersOf(stackOf(prod, `penstock-prod-events-${region}`)).filter(({ queue }) => !queue);
      const [filter] = asArray(asObject(readers[0]?.mapping.properties.FilterCriteria).Filters);
      return JSON.parse(String(asObject(filter).Pattern));
    });

    expect(patterns).toEqual(
      ['eu-west-1', 'eu-west-2', 'eu-central-1'].map((region) => ({
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { NewImage: { writtenIn: { S: [region] } } },
      })),
    );
  });

  it('keeps the order of a shard, singles out what fails and gives up before the stream forgets', () => {
    expect(reader).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      ParallelizationFactor: 1,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 21_600,
      MaximumRetryAttempts: -1,
      DestinationConfig: { OnFailure: { Destination: arnOf('relay-failures') } },
    });
  });
});

describe('alarms', () => {
  const alarms = resourcesOf(stack, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties);

  it('ring at the first dead letter, at an event that is not delivered, at a message that waits or is tried for too long, at a queue about to be full, at a crash and at a stream behind', () => {
    const rings = alarms.map(({ AlarmName, MetricName, Threshold }) => [AlarmName, MetricName, Threshold]);

    expect(Object.fromEntries(rings.map(([name, ...rest]) => [name, rest]))).toEqual({
      ...Object.fromEntries(
        consumers.flatMap(({ queue, ageObjective, lateAfter, fair }) => [
          [`penstock-dev-${queue}-late`, [fair ? 'UnforeseenAge' : 'Age', lateAfter * 1000]],
          [`penstock-dev-${queue}-age`, ['ApproximateAgeOfOldestMessage', ageObjective]],
          [`penstock-dev-${queue}-in-flight`, ['ApproximateNumberOfMessagesNotVisible', 100_000]],
          [`penstock-dev-${queue}-failures`, ['Errors', 0]],
          [`penstock-dev-${queue}-dlq-not-empty`, ['ApproximateNumberOfMessagesVisible', 0]],
        ]),
      ),
      ...Object.fromEntries(
        consumers
          .filter(({ detailTypes }) => detailTypes.length > 0)
          .flatMap(({ name }) => [
            [`penstock-dev-${name}-not-delivered`, ['FailedInvocations', 0]],
            [`penstock-dev-${name}-not-dead-lettered`, ['InvocationsFailedToBeSentToDlq', 0]],
          ]),
      ),
      'penstock-dev-undelivered-not-empty': ['ApproximateNumberOfMessagesVisible', 0],
      'penstock-dev-relay-failures-not-empty': ['ApproximateNumberOfMessagesVisible', 0],
      'penstock-dev-orders-relay-late': ['IteratorAge', 60_000],
    });
  });

  it('read what the consumers say of themselves', () => {
    const metric = { messageId: '', correlationId: '', outcome: 'handled', duration: 0, age: 0 } as const;
    const said = { ...metric, consumer: 'capturePayment', unforeseen: false, coldStart: false };
    const [{ Namespace, Dimensions, Metrics }] = JSON.parse(
      messageMetricLine({ namespace: 'Penstock', stage: 'dev' }, said, 0),
    )._aws.CloudWatchMetrics;
    const own = alarms.filter((alarm) => alarm.Namespace === Namespace);

    expect(own).toHaveLength(consumers.length);
    for (const alarm of own) {
      expect(asArray(alarm.Dimensions).map((one) => asObject(one).Name)).toEqual([...Dimensions[0]].toSorted());
      expect(Metrics).toContainEqual({ Name: alarm.MetricName, Unit: 'Milliseconds' });
    }
  });

  it('tell the topic that a stage names, in their own region, and nobody where it names none', () => {
    const region = 'eu-west-2';
    const told = stackOf(stacksOf('prod'), `penstock-prod-events-${region}`);
    const topic = {
      'Fn::Join': ['', [`arn:aws:sns:${region}:`, { Ref: 'AWS::AccountId' }, `:${stages.prod?.alarmTopic}`]],
    };

    for (const { properties } of resourcesOf(told, 'AWS::CloudWatch::Alarm'))
      expect(properties).toMatchObject({ AlarmActions: [topic], OKActions: [topic] });
    for (const alarm of alarms) expect(alarm).not.toHaveProperty('AlarmActions');
  });

  it('take no data for no trouble, and say what is wrong', () => {
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
        AlarmDescription: expect.stringMatching(/\.$/),
      });
    }
  });
});
