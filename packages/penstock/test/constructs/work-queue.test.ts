import { describe, expect, it } from '@jest/globals';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import { rules as resilienceRules } from 'penstock-rules';
import { defaultLimits } from 'penstock-rules/limits';
import { ageAlarmsRule, retryAlarmsRule } from '../../constructs/rules/alarms.ts';
import { retryWindowRules } from '../../constructs/rules/retry-window.ts';
import { ServiceFunction } from '../../constructs/service-function.ts';
import { WorkQueue } from '../../constructs/work-queue.ts';
import { type DeclaredConsumer, deriveConsumer } from '../../contract/events/derive.ts';
import type { Consumer } from '../../contract/events/model.ts';
import { lawsBrokenBy } from '../../contract/events/number-rules.ts';
import { context, contract, only, stageLike } from './synthesized.ts';

/** A stack in which a consumer has its queue, as the events stack makes it. */
function stackFor(consumer: Consumer) {
  const app = new App({ context });
  const scope = new Stack(app, 'Test', { env: { region: 'eu-west-2' } });
  const removalPolicy = RemovalPolicy.DESTROY;
  const target = new ServiceFunction(scope, 'Target', {
    functionName: `penstock-dev-${consumer.name}`,
    description: 'Under test',
    code: Code.fromInline('exports.handler = async () => {};'),
    timeout: Duration.seconds(consumer.timeout),
    reservedConcurrency: consumer.concurrency,
    environment: {},
    logRetention: RetentionDays.ONE_DAY,
    removalPolicy,
  });
  const queue = new WorkQueue(scope, 'Work', {
    queueName: `penstock-dev-${consumer.queue}`,
    visibilityTimeout: Duration.seconds(consumer.visibilityTimeout),
    retention: Duration.seconds(consumer.retention.queue),
    maxReceiveCount: consumer.maxReceiveCount,
    ageObjective: Duration.seconds(consumer.ageObjective),
    removalPolicy,
  });
  queue.consumedBy(target, {
    batchSize: consumer.batchSize,
    batchingWindow: Duration.seconds(consumer.batchingWindow),
    maxConcurrency: consumer.concurrency,
    lateness: {
      namespace: 'Parcels',
      stage: 'dev',
      consumer: consumer.name,
      fair: consumer.fair,
      lateAfter: Duration.seconds(consumer.lateAfter),
      maxWait: Duration.seconds(consumer.backoff.cap),
    },
  });
  return { name: 'Test', region: 'eu-west-2', template: app.synth().getStackByName('Test').template };
}

const plain: DeclaredConsumer = {
  queue: 'work',
  events: [],
  messages: [],
  timeout: 10,
  concurrency: 5,
  batchSize: 5,
  batchingWindow: 0,
  retryWindow: 3600,
  maxWait: 300,
  ageObjective: 60,
  fair: false,
};

const consumerOf = (declared: Partial<DeclaredConsumer>): Consumer =>
  deriveConsumer('doWork', { ...plain, ...declared }, []);

describe('a work queue', () => {
  it('gathers a batch for as long as its consumer says', () => {
    const stack = stackFor(consumerOf({ batchSize: 10, batchingWindow: 20 }));

    expect(only(stack, 'AWS::Lambda::EventSourceMapping')).toMatchObject({
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 20,
    });
  });

  it('polls with the alias that was deployed', () => {
    const poller = only(stackFor(consumerOf({})), 'AWS::Lambda::EventSourceMapping');

    expect(JSON.stringify(poller.FunctionName)).toContain(':live');
  });

  it('keeps every inequality, whatever a consumer may declare', () => {
    // Nothing in this stack tells anybody, and one consumer may be promised all that an account has.
    const without = ['alarm-actions', 'account-concurrency'];
    const rules = [
      ...resilienceRules.filter(({ id }) => !without.includes(id)),
      ...retryWindowRules,
      ageAlarmsRule,
      retryAlarmsRule,
    ];
    const stage = stageLike('dev');
    const declared = fc
      .record({
        timeout: fc.integer({ min: 2, max: 900 }),
        concurrency: fc.integer({ min: 2, max: 1000 }),
        batchSize: fc.integer({ min: 1, max: 10 }),
        batchingWindow: fc.integer({ min: 0, max: 300 }),
        retryWindow: fc.integer({ min: 60, max: 345_600 }),
        maxWait: fc.integer({ min: 2, max: 43_200 }),
        ageObjective: fc.integer({ min: 1, max: 86_400 }),
        fair: fc.boolean(),
      })
      .filter((numbers) => lawsBrokenBy({ ...plain, ...numbers }).length === 0);

    fc.assert(
      fc.property(declared, (numbers) => {
        const consumer = consumerOf(numbers);
        const subject = { contract, consumers: [consumer], stage, limits: defaultLimits, stacks: [stackFor(consumer)] };

        expect(rules.flatMap(({ check }) => check(subject))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
