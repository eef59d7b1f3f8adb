import { describe, expect, it } from '@jest/globals';
import { pollersOf } from 'penstock-rules/template/pollers';
import { referenced, resourcesOf } from 'penstock-rules/template/resources';
import { asObject } from '../../../packages/penstock/contract/json.ts';
import { consumers, only, stackOf, stacksOf, stageLike, synthesize } from '../synthesized.ts';
import { allow, arn, arnOf, functionNamed, names, permissionsOf, stack, urlOf, version } from './events-stack.ts';

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
    POWERTOOLS_METRICS_NAMESPACE: 'Penstock',
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
    '%s has the timeout of consumers.yaml, as many pollers, and its bulkhead where the stage reserves',
    (name, { timeout, concurrency, batchSize }) => {
      const reserving = only(
        stackOf(stacksOf('local'), 'penstock-local-events-eu-west-1'),
        'AWS::Lambda::Function',
        ({ properties }) => properties.FunctionName === `penstock-local-${name}`,
      );
      expect(functionNamed(name).Timeout).toBe(timeout);
      expect(functionNamed(name)).not.toHaveProperty('ReservedConcurrentExecutions');
      expect(reserving.ReservedConcurrentExecutions).toBe(concurrency);
      const poller = pollersOf(stack).find(({ target }) => target?.properties.FunctionName === `penstock-dev-${name}`);
      expect(poller?.mapping.properties).toMatchObject({
        BatchSize: batchSize,
        ScalingConfig: { MaximumConcurrency: concurrency },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      });
    },
  );

  it('of a stage that overrides its concurrency has that, and as many pollers', () => {
    const stage = stageLike('dev', { reserveConcurrency: true, concurrency: { capturePayment: 3 } });
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
