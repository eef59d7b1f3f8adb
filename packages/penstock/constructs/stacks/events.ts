import { Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Consumer } from '../../contract/events/model.ts';
import { stageQueues } from '../../contract/events/queue-names.ts';
import { busSourceOf } from '../../contract/events/sources.ts';
import { type AppParts, relaysOf } from '../context/app-parts.ts';
import type { Context } from '../context/context.ts';
import { DeadLetterQueue } from '../dead-letter-queue.ts';
import { EventBus } from '../event-bus.ts';
import type { ServiceFunction } from '../service-function.ts';
import type { AppStage } from '../stage/app-stage.ts';
import { type Limits, limitsOf } from '../stage/limits.ts';
import { WorkQueue } from '../work-queue.ts';
import { EventFunctions } from './event-functions.ts';
import { namesOf } from './names.ts';
import { relayOutbox } from './relay.ts';
import { Resources } from './resources.ts';
import { removalPolicyOf, stackProps } from './stack-props.ts';

export interface EventsStackProps extends AppParts {
  readonly stage: AppStage;
  readonly region: string;
  /** Contains one folder per function. */
  readonly assets: string;
  readonly version: string;
}

/** What happens in a region after a request was accepted. It refers to nothing in another stack or region. */
export class EventsStack extends Stack {
  constructor(scope: Construct, props: EventsStackProps) {
    const { stage, region, consumers, contexts, assets, version } = props;
    const names = namesOf(stage);
    super(scope, names.eventsStack(region), stackProps(stage, names.eventsStack(region), region, 'Events'));
    const limits = limitsOf(stage, props);
    const relays = relaysOf(contexts);

    const functions = new EventFunctions(this, 'Functions', { stage, limits, consumers, relays, assets, version });
    const bus = relays.length === 0 ? undefined : this.#busOf(contexts, stage, functions);
    for (const consumer of consumers) this.#consume(consumer, functions.named(consumer.name), { bus, limits, stage });
    new Resources(this, props).connect((name) =>
      consumers.some((consumer) => consumer.name === name) ? [functions.named(name)] : [],
    );
  }

  /** The bus, with what publishes to it. */
  #busOf(contexts: readonly Context[], stage: AppStage, functions: EventFunctions): EventBus {
    const names = namesOf(stage);
    const removalPolicy = removalPolicyOf(stage);
    const publishing = contexts.filter(({ outbox }) => outbox !== undefined);
    const bus = new EventBus(this, 'Bus', {
      busName: names.bus,
      sources: publishing.map(({ name }) => busSourceOf(name)),
      archiveFor: Duration.days(14),
      removalPolicy,
    });
    const queueName = names.queue(stageQueues.relayFailures);
    const failures = new DeadLetterQueue(this, 'RelayFailures', { queueName, removalPolicy });
    for (const context of publishing) {
      const relay = functions.named(context.outbox?.relay ?? '');
      relayOutbox(this, { stage, context, relay, bus, failures });
    }
    return bus;
  }

  #consume(consumer: Consumer, target: ServiceFunction, { bus, limits, stage }: Consumption): void {
    const { name, sources, detailTypes: types } = consumer;
    const queue = new WorkQueue(this, `Queue-${consumer.queue}`, {
      queueName: namesOf(stage).queue(consumer.queue),
      visibilityTimeout: Duration.seconds(consumer.visibilityTimeout),
      retention: Duration.seconds(consumer.retention.queue),
      maxReceiveCount: consumer.maxReceiveCount,
      ageObjective: Duration.seconds(consumer.ageObjective),
      removalPolicy: removalPolicyOf(stage),
    });
    queue.consumedBy(target, {
      batchSize: consumer.batchSize,
      batchingWindow: Duration.seconds(consumer.batchingWindow),
      maxConcurrency: limits.concurrency[name] ?? consumer.concurrency,
      lateness: {
        namespace: namesOf(stage).metricNamespace,
        stage: stage.name,
        consumer: name,
        fair: consumer.fair,
        lateAfter: Duration.seconds(consumer.lateAfter),
        maxWait: Duration.seconds(consumer.backoff.cap),
      },
    });
    if (types.length > 0) bus?.deliver(name, { sources, types }, queue.queue);
  }
}

interface Consumption {
  /** Absent where nothing is published: then consumers get what functions send them. */
  readonly bus: EventBus | undefined;
  readonly limits: Limits;
  readonly stage: AppStage;
}
