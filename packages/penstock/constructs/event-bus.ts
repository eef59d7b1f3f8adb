import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Archive, EventBus as Bus, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration, type RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { stageQueues } from '../contract/events/queue-names.ts';
import { alarmOn } from './alarm.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ServiceFunction } from './service-function.ts';

export interface EventBusProps {
  readonly busName: string;
  /** Who publishes: the sources of the events that are archived. */
  readonly sources: readonly string[];
  readonly archiveFor: Duration;
  readonly removalPolicy: RemovalPolicy;
}

export interface Publishing {
  /** The `Source` of what the function publishes. */
  readonly source: string;
  readonly variables: { readonly bus: string; readonly source: string };
}

export interface Subscription {
  readonly sources: readonly string[];
  /** Names in full, or how they begin. */
  readonly types: readonly (string | { readonly prefix: string })[];
}

/**
 * EventBridge retries a target this long and this often, then the event goes to the queue `undelivered`.
 * Source: EventBridge User Guide, "How EventBridge retries delivering events"; these are the most it allows.
 */
const retries = { maximumEventAgeInSeconds: Duration.hours(24).toSeconds(), maximumRetryAttempts: 185 };

/** A bus that keeps what it carried, and queues that get the events they ask for. */
export class EventBus extends Construct {
  readonly #bus: Bus;
  #undelivered: Queue | undefined;
  readonly #props: EventBusProps;

  constructor(scope: Construct, id: string, props: EventBusProps) {
    super(scope, id);
    const { busName, sources, removalPolicy } = props;
    this.#props = props;
    this.#bus = new Bus(this, 'Bus', { eventBusName: busName });
    const archive = new Archive(this, 'Archive', {
      sourceEventBus: this.#bus,
      archiveName: busName,
      eventPattern: { source: [...sources] },
      retention: props.archiveFor,
    });
    // Names and rules would be made again with the stack; what was archived would not.
    for (const resource of [this.#bus, archive]) resource.applyRemovalPolicy(removalPolicy);
  }

  /** Tells the function the bus's name and its own source, in the variables of these names, and lets it publish. */
  publishedFrom(publisher: ServiceFunction, { source, variables }: Publishing): void {
    publisher.function.addEnvironment(variables.bus, this.#bus.eventBusName);
    publisher.function.addEnvironment(variables.source, source);
    const resources = [this.#bus.eventBusArn];
    publisher.function.addToRolePolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources }));
  }

  /** Puts every event of these sources and types into the queue, as the event's `detail` and nothing around it. */
  deliver(name: string, { sources, types }: Subscription, queue: Queue): void {
    const ruleName = `${this.#props.busName}-${name}`;
    const rule = new Rule(this, name, {
      eventBus: this.#bus,
      ruleName,
      eventPattern: {
        source: [...sources],
        detailType: types.flatMap((type) => (typeof type === 'string' ? [type] : Match.prefix(type.prefix))),
      },
    });
    const undelivered = this.#undeliveredQueue();
    rule.addTarget({
      bind: () => ({
        arn: queue.queueArn,
        input: RuleTargetInput.fromEventPath('$.detail'),
        deadLetterConfig: { arn: undelivered.queueArn },
        retryPolicy: retries,
      }),
    });
    for (const destination of [queue, undelivered]) allowRule(rule, destination);
    this.#alarmsOn(name, ruleName);
  }

  /** Made with the first rule: a dead-letter queue of nothing is none. */
  #undeliveredQueue(): Queue {
    const { busName, removalPolicy } = this.#props;
    const queueName = `${busName}-${stageQueues.undelivered}`;
    this.#undelivered ??= new DeadLetterQueue(this, 'Undelivered', { queueName, removalPolicy }).queue;
    return this.#undelivered;
  }

  /**
   * Names in full, as CloudWatch has them: `Ref` of a rule on a bus of one's own is `bus|rule`. EventBridge reports
   * these metrics only while they are not zero.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
   */
  #alarmsOn(name: string, ruleName: string): void {
    const dimensionsMap = { EventBusName: this.#props.busName, RuleName: ruleName };
    const [period, statistic] = [Duration.minutes(1), 'Sum'];
    const metric = (metricName: string) =>
      new Metric({ namespace: 'AWS/Events', metricName, dimensionsMap, period, statistic });
    alarmOn(this, `${name}-NotDelivered`, {
      alarmName: `${ruleName}-not-delivered`,
      description: 'The bus gave up on an event of this rule: its queue did not take it.',
      metric: metric('FailedInvocations'),
      above: 0,
    });
    alarmOn(this, `${name}-NotDeadLettered`, {
      alarmName: `${ruleName}-not-dead-lettered`,
      description:
        'Neither the queue of this rule nor the dead-letter queue took an event: it is in the archive alone.',
      metric: metric('InvocationsFailedToBeSentToDlq'),
      above: 0,
    });
  }
}

const allowRule = ({ ruleArn }: Rule, queue: Queue): void => {
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': ruleArn } },
    }),
  );
};
