import { CfnParameter, type RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { EventBus } from 'penstock/constructs/event-bus';
import type { ServiceFunction } from 'penstock/constructs/service-function';
import { StreamRelay } from 'penstock/constructs/stream-relay';
import { busSourceOf } from 'penstock/contract/events/sources';
import type { RegionAttribute } from 'penstock/runtime/outbox/item-change';
import type { OrderEventType } from '../../functions/orders/domain/record.ts';
import { variables } from './variables.ts';

/** The context whose events the relay publishes: that of the types in its code, or this does not compile. */
const published: OrderEventType extends `${infer Context}.${string}` ? Context : never = 'orders';
/** By the name under which functions write it. */
const regionAttribute: RegionAttribute = 'writtenIn';

export interface OrdersRelayProps {
  readonly relay: ServiceFunction;
  readonly bus: EventBus;
  readonly busName: string;
  /** Names the parameter with the ARN of the orders' stream in this region. */
  readonly streamParameter: string;
  readonly removalPolicy: RemovalPolicy;
}

/** The orders' changes to the bus, under the source of their context. */
export function relayOrders(scope: Construct, props: OrdersRelayProps): void {
  const { relay, bus, busName, streamParameter, removalPolicy } = props;
  const source = busSourceOf(published);
  bus.publishedFrom(relay, { source, variables: { bus: variables.eventBus, source: variables.eventSource } });
  new StreamRelay(scope, 'Relay', {
    name: busName,
    streamArn: new CfnParameter(scope, 'OrdersStream', {
      type: 'AWS::SSM::Parameter::Value<String>',
      default: streamParameter,
      description: 'Names the parameter that holds the ARN of the orders stream in this region',
    }).valueAsString,
    relay,
    regionAttribute,
    failuresVariable: variables.relayFailures,
    keepAfterVariable: variables.relayKeepAfter,
    removalPolicy,
  });
}
