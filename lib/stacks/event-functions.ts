import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ServiceFunction } from 'penstock/constructs/service-function';
import type { Consumer } from 'penstock/contract/events/model';
import { type StageFunctionProps, stageFunction } from './stage-function.ts';

export interface EventFunctionsProps extends StageFunctionProps {
  readonly consumers: readonly Consumer[];
}

/** Long enough to publish a batch of 100 changes, ten a call, while the bus is slow. */
const relayTimeout = Duration.seconds(30);

/** A function for each consumer, and the relay from the stream to the bus. */
export class EventFunctions extends Construct {
  readonly relay: ServiceFunction;
  readonly #consumers: ReadonlyMap<string, ServiceFunction>;

  constructor(scope: Construct, id: string, props: EventFunctionsProps) {
    super(scope, id);
    this.relay = stageFunction(this, 'relayEvents', props, relayTimeout);
    this.#consumers = new Map(
      props.consumers.map(({ name, timeout }) => [name, stageFunction(this, name, props, Duration.seconds(timeout))]),
    );
  }

  consumer(name: string): ServiceFunction {
    const found = this.#consumers.get(name);
    if (found === undefined) throw new Error(`No function for consumer ${name}`);
    return found;
  }
}
