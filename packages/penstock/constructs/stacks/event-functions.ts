import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Consumer } from '../../contract/events/model.ts';
import type { ServiceFunction } from '../service-function.ts';
import { type StageFunctionProps, stageFunction } from './stage-function.ts';

export interface EventFunctionsProps extends StageFunctionProps {
  readonly consumers: readonly Consumer[];
  /** Their names. */
  readonly relays: readonly string[];
}

/** Long enough to publish a batch of 100 changes, ten a call, while the bus is slow. */
const relayTimeout = Duration.seconds(30);

/** A function for each consumer, and for each relay from a stream to the bus. */
export class EventFunctions extends Construct {
  readonly #functions: ReadonlyMap<string, ServiceFunction>;

  constructor(scope: Construct, id: string, props: EventFunctionsProps) {
    super(scope, id);
    const timeouts = [
      ...props.relays.map((name) => [name, relayTimeout] as const),
      ...props.consumers.map(({ name, timeout }) => [name, Duration.seconds(timeout)] as const),
    ];
    this.#functions = new Map(timeouts.map(([name, timeout]) => [name, stageFunction(this, name, props, timeout)]));
  }

  /** The function of a consumer or a relay. */
  named(name: string): ServiceFunction {
    const found = this.#functions.get(name);
    if (found === undefined) throw new Error(`No function ${name}`);
    return found;
  }
}
