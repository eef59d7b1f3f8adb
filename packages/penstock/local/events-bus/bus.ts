import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { Faults } from '../faults/faults.ts';
import type { NotifyHop } from '../hops.ts';
import type { AsynchronousInvocations } from '../lambda/asynchronous.ts';
import type { Queues } from '../queues/queues.ts';
import type { RetainedArchives } from '../retained.ts';
import { targetName } from './attempts.ts';
import { createRuleClock } from './clock.ts';
import type { BusDefinition, BusEvent, RuleDefinition } from './definition.ts';
import { createDeliveries } from './delivery.ts';
import { createDeliveryStore, type DeliveryStore, type UndeliverableEvent } from './delivery-store.ts';
import { named } from './named.ts';
import { unheardReason } from './unheard.ts';

/** The buses of a stage: what is put on one is archived, and then goes to the targets of each rule that matches. */
export interface Buses {
  /** By name or ARN. */
  find(name: string): BusDefinition | undefined;
  /** Accepts an event; no target has a say in that. @throws Error when it cannot be stored */
  put(bus: BusDefinition, event: BusEvent): void;
  /**
   * Sends an archived event again, to the given rules alone where there are any; it is not archived again. Ends when
   * each target has been tried once.
   */
  replay(bus: BusDefinition, event: BusEvent, ruleArns: readonly string[]): Promise<void>;
  /** The events that an archive holds, oldest first. */
  archived(archiveArn: string): readonly ArchivedEvent[];
  /** The events that neither their target nor a dead-letter queue took, oldest first. */
  undeliverable(): readonly UndeliverableEvent[];
  close(): Promise<void>;
}

/** Buses that come, change and go. */
export interface ManagedBuses extends Buses {
  readonly definitions: readonly BusDefinition[];
  /** Has these buses from now on, with their rules and archives. */
  define(definitions: readonly BusDefinition[]): void;
}

export interface ArchivedEvent {
  /** Milliseconds since the epoch at which it came to the bus: replays go by it. */
  readonly at: number;
  readonly event: BusEvent;
}

export interface BusesOptions {
  /** The functions that are targets; by default there are none. */
  readonly functions?: AsynchronousInvocations;
  readonly faults?: Faults;
  /** Where archives outlive this process; absent: nowhere. */
  readonly retained?: RetainedArchives;
  /** Where accepted events outlive this process; absent: nowhere. */
  readonly store?: DeliveryStore;
  /** Hears once of each event that nothing takes. */
  readonly undeliverable?: (event: UndeliverableEvent) => void;
}

export function createBuses(
  initial: readonly BusDefinition[],
  queues: Queues,
  notify: NotifyHop,
  {
    faults,
    functions = noFunctions,
    retained,
    store = createDeliveryStore(new DatabaseSync(':memory:')),
    undeliverable = () => {},
  }: BusesOptions = {},
): ManagedBuses {
  let definitions = initial;
  const archives = readArchives(definitions, retained);
  const deliveries = createDeliveries({ queues, functions, store, notify, undeliverable, ...(faults && { faults }) });
  const route = (bus: BusDefinition, event: BusEvent, rules: readonly RuleDefinition[]) => {
    const matching = rules.filter((rule) => rule.matches(event));
    if (matching.length === 0)
      notify({ from: `bus ${bus.name}`, to: 'no rule', ...named(event), ...warningOf(bus, event) });
    return send(bus, event, matching);
  };
  const send = (bus: BusDefinition, event: BusEvent, rules: readonly RuleDefinition[]) => {
    const wanted = rules.flatMap((rule) => rule.targets.map((target) => ({ bus, rule, target, event })));
    const accepted = deliveries.accept(wanted);
    for (const { target } of wanted) notify({ from: `bus ${bus.name}`, to: targetName(target), ...named(event) });
    return accepted;
  };
  const clock = createRuleClock((arn, at) => {
    const bus = definitions.find(({ rules }) => rules.some((rule) => rule.arn === arn));
    if (bus === undefined) return;
    send(
      bus,
      scheduledEvent(bus, arn, at),
      bus.rules.filter((rule) => rule.arn === arn),
    );
  });
  clock.define(rulesOf(definitions));
  if (definitions.length > 0) deliveries.resume(definitions);
  return {
    get definitions() {
      return definitions;
    },
    define: (next) => {
      const isFirst = definitions.length === 0;
      definitions = next;
      const known = readArchives(
        next.map((bus) => ({ ...bus, archives: bus.archives.filter(({ arn }) => !archives.has(arn)) })),
        retained,
      );
      for (const [arn, events] of known) archives.set(arn, events);
      clock.define(rulesOf(next));
      if (isFirst && next.length > 0) deliveries.resume(next);
    },
    find: (name) => definitions.find((bus) => bus.name === name || bus.arn === name),
    put: (bus, event) => {
      const at = Date.now();
      for (const archive of bus.archives.filter(({ matches }) => matches(event))) {
        archives.get(archive.arn)?.push({ at, event });
        retained?.add(archive.arn, at, event);
      }
      route(bus, event, bus.rules);
    },
    replay: async (bus, event, ruleArns) => {
      const rules = bus.rules.filter(({ arn }) => ruleArns.length === 0 || ruleArns.includes(arn));
      await route(bus, event, rules).tried;
    },
    archived: (archiveArn) => archives.get(archiveArn) ?? [],
    undeliverable: store.undeliverable,
    close: () => {
      clock.close();
      return deliveries.close();
    },
  };
}

const noFunctions: AsynchronousInvocations = { has: () => false, invoke: async () => true };

const rulesOf = (buses: readonly BusDefinition[]) => buses.flatMap(({ rules }) => rules);

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html */
function scheduledEvent({ arn, region }: BusDefinition, ruleArn: string, at: number): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: arn.split(':')[4] ?? '',
    time: `${new Date(at).toISOString().slice(0, 19)}Z`,
    region,
    resources: [ruleArn],
    detail: {},
  };
}

function warningOf(bus: BusDefinition, event: BusEvent): { readonly warning?: string } {
  const warning = unheardReason(bus, event);
  return warning === undefined ? {} : { warning };
}

/** What earlier runs archived, as far as it is to be kept. */
function readArchives(definitions: readonly BusDefinition[], retained: RetainedArchives | undefined) {
  const found = new Map<string, ArchivedEvent[]>();
  for (const { arn, retention } of definitions.flatMap(({ archives }) => archives)) {
    const since = retention === 0 ? 0 : Date.now() - retention * 86_400_000;
    found.set(arn, [...(retained?.read(arn, since) ?? [])] as ArchivedEvent[]);
  }
  return found;
}
