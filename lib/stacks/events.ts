import { Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { EventBus } from 'penstock/constructs/event-bus';
import { limitsOf } from 'penstock/constructs/stage/limits';
import type { Stage } from 'penstock/constructs/stage/stage';
import { WorkQueue } from 'penstock/constructs/work-queue';
import type { Consumer } from 'penstock/contract/events/model';
import type { Contract } from 'penstock/contract/model';
import { connectConsumers } from './consumer-access.ts';
import { EventFunctions } from './event-functions.ts';
import { relayOrders } from './event-relay.ts';
import { namesOf } from './names.ts';
import { removalPolicyOf, stackProps } from './stack-props.ts';

export interface EventsStackProps {
  readonly stage: Stage;
  readonly region: string;
  readonly contract: Contract;
  readonly consumers: readonly Consumer[];
  /** Holds a folder a function. */
  readonly assets: string;
  readonly version: string;
}

/** What happens in a region after an order was accepted. It refers to nothing in another stack or region. */
export class EventsStack extends Stack {
  constructor(scope: Construct, { stage, region, contract, consumers, assets, version }: EventsStackProps) {
    const names = namesOf(stage);
    super(scope, names.eventsStack(region), stackProps(stage, region, 'Events'));
    const removalPolicy = removalPolicyOf(stage);
    const limits = limitsOf(stage, contract, consumers);

    const functions = new EventFunctions(this, 'Functions', { stage, limits, consumers, assets, version });
    const { bus: busName } = names;
    const sources = [...new Set(consumers.flatMap((consumer) => consumer.sources))];
    const bus = new EventBus(this, 'Bus', { busName, sources, archiveFor: Duration.days(14), removalPolicy });
    relayOrders(this, { relay: functions.relay, bus, busName, streamParameter: names.ordersStream, removalPolicy });
    for (const consumer of consumers) {
      const target = functions.consumer(consumer.name);
      const queue = new WorkQueue(this, `Queue-${consumer.queue}`, {
        queueName: names.queue(consumer.queue),
        visibilityTimeout: Duration.seconds(consumer.visibilityTimeout),
        retention: Duration.seconds(consumer.retention.queue),
        maxReceiveCount: consumer.maxReceiveCount,
        ageObjective: Duration.seconds(consumer.ageObjective),
        removalPolicy,
      });
      queue.consumedBy(target, {
        batchSize: consumer.batchSize,
        batchingWindow: Duration.seconds(consumer.batchingWindow),
        maxConcurrency: limits.concurrency[consumer.name] ?? consumer.concurrency,
        lateness: {
          stage: stage.name,
          consumer: consumer.name,
          fair: consumer.fair,
          lateAfter: Duration.seconds(consumer.lateAfter),
          maxWait: Duration.seconds(consumer.backoff.cap),
        },
      });
      const { name, sources, detailTypes: types } = consumer;
      if (types.length > 0) bus.deliver(name, { sources, types }, queue.queue);
    }
    connectConsumers(this, { stage, consumers, functions });
  }
}
