import type { TellHop } from '../hops.ts';
import { text } from '../json.ts';
import type { Queues } from '../queues/queues.ts';
import type { BusDefinition, BusEvent, RuleDefinition, TargetDefinition } from './definition.ts';

/** The buses of a stage: what is put on one is archived and goes to the targets of each rule that matches. */
export interface Buses {
  /** By name or ARN. */
  find(name: string): BusDefinition | undefined;
  put(bus: BusDefinition, event: BusEvent): Promise<void>;
  /** Sends an archived event again, to the given rules alone where there are any; it is not archived again. */
  replay(bus: BusDefinition, event: BusEvent, ruleArns: readonly string[]): Promise<void>;
  /** The events that an archive holds, oldest first. */
  archived(archiveArn: string): readonly ArchivedEvent[];
}

export interface ArchivedEvent {
  /** Milliseconds since the epoch at which it came to the bus: replays go by it. */
  readonly at: number;
  readonly event: BusEvent;
}

export function createBuses(definitions: readonly BusDefinition[], queues: Queues, tell: TellHop): Buses {
  const archives = new Map<string, ArchivedEvent[]>();
  const route = async (bus: BusDefinition, event: BusEvent, rules: readonly RuleDefinition[]) => {
    const matching = rules.filter((rule) => rule.matches(event));
    if (matching.length === 0) tell({ from: `bus ${bus.name}`, to: 'no rule', ...named(event) });
    const deliveries = matching.flatMap((rule) => rule.targets.map((target) => deliver(bus, rule, target, event)));
    await Promise.all(deliveries);
  };
  const deliver = async (bus: BusDefinition, rule: RuleDefinition, target: TargetDefinition, event: BusEvent) => {
    if (target.queue === undefined) return;
    tell({ from: `bus ${bus.name}`, to: `queue ${target.queue.name}`, ...named(event) });
    try {
      await queues.deliver(target.queue, { MessageBody: JSON.stringify(target.input(event) ?? null) });
    } catch (error) {
      await bury(rule, target, event, error);
    }
  };
  /** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
  const bury = async (rule: RuleDefinition, target: TargetDefinition, event: BusEvent, error: unknown) => {
    if (target.deadLetters === undefined) return;
    tell({ from: `rule ${rule.name}`, to: `queue ${target.deadLetters.name}`, ...named(event) });
    const attribute = (value: string) => ({ DataType: 'String', StringValue: value });
    await queues.deliver(target.deadLetters, {
      MessageBody: JSON.stringify(event),
      MessageAttributes: {
        ERROR_CODE: attribute('SDK_CLIENT_ERROR'),
        ERROR_MESSAGE: attribute(error instanceof Error ? error.message : String(error)),
        EXHAUSTED_RETRY_CONDITION: attribute('MaximumRetryAttempts'),
        RETRY_ATTEMPTS: { DataType: 'Number', StringValue: '0' },
        RULE_ARN: attribute(rule.arn),
        TARGET_ARN: attribute(target.arn),
      },
    });
  };
  return {
    find: (name) => definitions.find((bus) => bus.name === name || bus.arn === name),
    put: async (bus, event) => {
      for (const archive of bus.archives.filter(({ matches }) => matches(event))) {
        const events = archives.get(archive.arn) ?? [];
        archives.set(archive.arn, events);
        events.push({ at: Date.now(), event });
      }
      await route(bus, event, bus.rules);
    },
    replay: (bus, event, ruleArns) =>
      route(
        bus,
        event,
        bus.rules.filter(({ arn }) => ruleArns.length === 0 || ruleArns.includes(arn)),
      ),
    archived: (archiveArn) => archives.get(archiveArn) ?? [],
  };
}

/** A CloudEvent inside has an id that says more than the bus's own. */
function named(event: BusEvent): { readonly what: string; readonly id: string } {
  const replayed = event['replay-name'] === undefined ? '' : ` (replay ${event['replay-name']})`;
  return { what: `${event['detail-type']}${replayed}`, id: text(event.detail.id) ?? event.id };
}
