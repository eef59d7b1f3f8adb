import { CfnParameter } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { busSourceOf } from '../../contract/events/sources.ts';
import type { RegionAttribute } from '../../runtime/outbox/item-change.ts';
import type { Context } from '../context/context.ts';
import { pascalCase } from '../context/variable-names.ts';
import type { DeadLetterQueue } from '../dead-letter-queue.ts';
import type { EventBus } from '../event-bus.ts';
import type { ServiceFunction } from '../service-function.ts';
import type { AppStage } from '../stage/app-stage.ts';
import { StreamRelay } from '../stream-relay.ts';
import { variables } from '../variables.ts';
import { namesOf } from './names.ts';

/** By the name under which functions write it. */
const regionAttribute: RegionAttribute = 'writtenIn';

export interface RelayProps {
  readonly stage: AppStage;
  readonly context: Context;
  readonly relay: ServiceFunction;
  readonly bus: EventBus;
  /** Takes what no relay of the region can publish. */
  readonly failures: DeadLetterQueue;
}

/** The changes of a context's table to the bus, under the source of the context. */
export function relayOutbox(scope: Construct, { stage, context, relay, bus, failures }: RelayProps): void {
  const { name, outbox } = context;
  if (outbox === undefined) return;
  bus.publishedFrom(relay, {
    source: busSourceOf(name),
    variables: { bus: variables.eventBus, source: variables.eventSource },
  });
  new StreamRelay(scope, `Relay-${name}`, {
    alarmName: `${namesOf(stage).bus}-${name}-relay-late`,
    streamArn: new CfnParameter(scope, `${pascalCase(outbox.table)}Stream`, {
      type: 'AWS::SSM::Parameter::Value<String>',
      default: namesOf(stage).stream(outbox.table),
      description: `Names the parameter that holds the ARN of the stream of table ${outbox.table} in this region`,
    }).valueAsString,
    relay,
    regionAttribute,
    failures: failures.queue,
    failuresVariable: variables.relayFailures,
    keepAfterVariable: variables.relayKeepAfter,
  });
}
