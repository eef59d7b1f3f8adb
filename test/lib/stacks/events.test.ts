import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sourcesOf } from 'penstock-rules/template/dead-letters';
import { pollersOf } from 'penstock-rules/template/pollers';
import { referenced, resourcesOf } from 'penstock-rules/template/resources';
import { stages } from '../../../lib/stages.ts';
import { asArray, asObject, type JsonObject } from '../../../packages/penstock/contract/json.ts';
import { messageMetricLine } from '../../../packages/penstock/runtime/telemetry/message-metrics.ts';
import { consumers, only, stackOf, stacksOf, stageLike, synthesize } from '../synthesized.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const stack = stackOf(stacksOf('dev'), 'penstock-dev-events-eu-west-1');
const names = [...consumers.map(({ name }) => name), 'relayEvents'];
const functionNamed = (name: string) =>
  only(stack, 'AWS::Lambda::Function', ({ properties }) => properties.FunctionName === `penstock-dev-${name}`);
const queueNamed = (name: string) => {
  const found = resourcesOf(stack, 'AWS::SQS::Queue').find(
    ({ properties }) => properties.QueueName === `penstock-dev-${name}`,
  );
  if (found === undefined) throw new Error(`No queue ${name}`);
  return found;
};
const arnOf = (queue: string) => ({ 'Fn::GetAtt': [queueNamed(queue).logicalId, 'Arn'] });
const urlOf = (queue: string) => ({ Ref: queueNamed(queue).logicalId });
const arn = (service: string, resource: string) => ({
  'Fn::Join': ['', [`arn:aws:${service}:eu-west-1:`, { Ref: 'AWS::AccountId' }, `:${resource}`]],
});
const allow = (Action: string | readonly string[], Resource: unknown) => ({ Action, Effect: 'Allow', Resource });

/** Every statement of every policy that a function's role has. */
function permissionsOf(name: string): readonly JsonObject[] {
  const roleId = referenced(functionNamed(name).Role);
  return resourcesOf(stack, 'AWS::IAM::Policy')
    .filter(({ properties }) => asArray(properties.Roles).some((one) => referenced(one) === roleId))
    .flatMap(({ properties }) => asArray(asObject(properties.PolicyDocument).Statement).map(asObject));
}

describe('what a function may do', () => {
  const receive = ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map(
    (action) => `sqs:${action}`,
  );
  const trace = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
  const sending = ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`);
  const bus = { 'Fn::GetAtt': [resourcesOf(stack, 'AWS::Events::EventBus')[0]?.logicalId, 'Arn'] };

  it.each([
    [
      'capturePayment',
      [
        allow(trace, '*'),
        allow(receive, arnOf('payments')),
        allow('sqs:SendMessage', arnOf('payments-dlq')),
        allow('dynamodb:UpdateItem', arn('dynamodb', 'table/penstock-dev-orders')),
        allow('secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:penstock-dev-payment-provider-??????')),
      ],
    ],
    [
      'fanOutWebhooks',
      [
        allow(trace, '*'),
        allow(receive, arnOf('webhook-fan-out')),
        allow('sqs:SendMessage', [arnOf('webhook-fan-out-dlq'), arn('sqs', 'penstock-dev-webhook-delivery')]),
        allow('dynamodb:Query', arn('dynamodb', 'table/penstock-dev-webhooks/index/byTenant')),
      ],
    ],
    [
      'deliverWebhook',
      [
        allow(trace, '*'),
        allow(receive, arnOf('webhook-delivery')),
        allow('sqs:SendMessage', [arnOf('webhook-delivery-dlq'), arn('sqs', 'penstock-dev-webhook-retry')]),
        allow(sending, arn('dynamodb', 'table/penstock-dev-webhooks')),
      ],
    ],
    [
      'retryWebhook',
      [
        allow(trace, '*'),
        allow(receive, arnOf('webhook-retry')),
        allow('sqs:SendMessage', arnOf('webhook-retry-dlq')),
        allow(sending, arn('dynamodb', 'table/penstock-dev-webhooks')),
      ],
    ],
    [
      'relayEvents',
      [
        allow(['dynamodb:ListStreams', ...trace], '*'),
        allow('events:PutEvents', bus),
        allow('sqs:SendMessage', arnOf('relay-failures')),
        allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], { Ref: 'OrdersStream' }),
      ],
    ],
  ])('%s: its log, its trace and exactly what it needs', (name, needed) => {
    const logGroup = referenced(asObject(functionNamed(name).LoggingConfig).LogGroup);

    expect(permissionsOf(name)).toEqual([
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': [logGroup, 'Arn'] }),
      ...needed,
    ]);
  });

  it('no two functions share a role', () => {
    expect(new Set(names.map((name) => referenced(functionNamed(name).Role))).size).toBe(names.length);
  });
});

describe('a function', () => {
  const common = {
    PENSTOCK_STAGE: 'dev',
    POWERTOOLS_LOG_LEVEL: 'INFO',
    POWERTOOLS_SERVICE_NAME: 'penstock',
    RELEASE_VERSION: version,
  };
  const own = (queue: string) => ({ QUEUE_URL: urlOf(queue), QUEUE_DLQ_URL: urlOf(`${queue}-dlq`) });
  const byName = (queue: string) => ({
    'Fn::Join': [
      '',
      ['https://sqs.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/', { Ref: 'AWS::AccountId' }, `/penstock-dev-${queue}`],
    ],
  });
  const webhooks = { WEBHOOKS_TABLE: 'penstock-dev-webhooks' };

  it.each([
    [
      'capturePayment',
      {
        ...own('payments'),
        ORDERS_TABLE: 'penstock-dev-orders',
        PAYMENT_PROVIDER_URL: 'https://payments.dev.example.com/v1',
        PAYMENT_PROVIDER_SECRET: 'penstock-dev-payment-provider',
      },
    ],
    [
      'fanOutWebhooks',
      { ...own('webhook-fan-out'), ...webhooks, DELIVER_WEBHOOK_QUEUE_URL: byName('webhook-delivery') },
    ],
    [
      'deliverWebhook',
      {
        ...own('webhook-delivery'),
        ...webhooks,
        ALLOW_PRIVATE_WEBHOOKS: 'false',
        RETRY_WEBHOOK_QUEUE_URL: byName('webhook-retry'),
      },
    ],
    ['retryWebhook', { ...own('webhook-retry'), ...webhooks, ALLOW_PRIVATE_WEBHOOKS: 'false' }],
    [
      'relayEvents',
      {
        EVENT_BUS: { Ref: resourcesOf(stack, 'AWS::Events::EventBus')[0]?.logicalId },
        EVENT_SOURCE: 'penstock.orders',
        RELAY_FAILURES_URL: urlOf('relay-failures'),
        RELAY_KEEP_AFTER: '19800',
      },
    ],
  ])('%s has the variables it needs and no others', (name, variables) => {
    expect(asObject(functionNamed(name).Environment).Variables).toEqual({ ...common, ...variables });
  });

  it.each(consumers.map((consumer) => [consumer.name, consumer] as const))(
    '%s has the timeout and the bulkhead of consumers.yaml, and as many pollers',
    (name, { timeout, concurrency, batchSize }) => {
      expect(functionNamed(name)).toMatchObject({ Timeout: timeout, ReservedConcurrentExecutions: concurrency });
      const poller = pollersOf(stack).find(({ target }) => target?.properties.FunctionName === `penstock-dev-${name}`);
      expect(poller?.mapping.properties).toMatchObject({
        BatchSize: batchSize,
        ScalingConfig: { MaximumConcurrency: concurrency },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      });
    },
  );

  it('of a stage that overrides its concurrency has that, and as many pollers', () => {
    const stage = stageLike('dev', { concurrency: { capturePayment: 3 } });
    const changed = stackOf(synthesize(stage), 'penstock-dev-events-eu-west-1');
    const [poller] = pollersOf(changed).filter(({ target }) => /capturePayment/.test(target?.logicalId ?? ''));

    expect(poller?.target?.properties.ReservedConcurrentExecutions).toBe(3);
    expect(poller?.mapping.properties.ScalingConfig).toEqual({ MaximumConcurrency: 3 });
  });

  it('may deliver webhooks to private addresses in a local stage', () => {
    const local = stackOf(stacksOf('local'), 'penstock-local-events-eu-west-1');
    const deliver = only(local, 'AWS::Lambda::Function', ({ logicalId }) => /deliverWebhook/.test(logicalId));

    expect(asObject(deliver.Environment).Variables).toHaveProperty('ALLOW_PRIVATE_WEBHOOKS', 'true');
  });
});

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
    const [{ Namespace, Dimensions, Metrics }] = JSON.parse(messageMetricLine('dev', said, 0))._aws.CloudWatchMetrics;
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
