import type { Faults } from '../faults/faults.ts';
import type { TellHop } from '../hops.ts';
import type { KeptArchives } from '../kept.ts';
import type { Queues } from '../queues/queues.ts';
import type { BusDefinition, BusEvent, RuleDefinition } from './definition.ts';
import { createDelivery } from './delivery.ts';
import { named } from './named.ts';
import { unheardReason } from './unheard.ts';

/** The buses of a stage: what is put on one is archived and goes to the targets of each rule that matches. */
export interface Buses {
  /** By name or ARN. */
  find(name: string): BusDefinition | undefined;
  put(bus: BusDefinition, event: BusEvent): Promise<void>;
  /** Sends an archived event again, to the given rules alone where there are any; it is not archived again. */
  replay(bus: BusDefinition, event: BusEvent, ruleArns: readonly string[]): Promise<void>;
  /** The events that an archive holds, oldest first. */
  archived(archiveArn: string): readonly ArchivedEvent[];
  close(): Promise<void>;
}

export interface ArchivedEvent {
  /** Milliseconds since the epoch at which it came to the bus: replays go by it. */
  readonly at: number;
  readonly event: BusEvent;
}

export interface BusesOptions {
  readonly faults?: Faults;
  /** Where archives outlive this process; absent: nowhere. */
  readonly kept?: KeptArchives;
}

export function createBuses(
  definitions: readonly BusDefinition[],
  queues: Queues,
  tell: TellHop,
  { faults, kept }: BusesOptions = {},
): Buses {
  const archives = readArchives(definitions, kept);
  const delivery = createDelivery(queues, tell, faults);
  const route = async (bus: BusDefinition, event: BusEvent, rules: readonly RuleDefinition[]) => {
    const matching = rules.filter((rule) => rule.matches(event));
    if (matching.length === 0)
      tell({ from: `bus ${bus.name}`, to: 'no rule', ...named(event), ...warningOf(bus, event) });
    const deliveries = matching.flatMap((rule) =>
      rule.targets.map((target) => {
        tell({ from: `bus ${bus.name}`, to: `queue ${target.queue?.name}`, ...named(event) });
        return delivery.deliver(rule, target, event);
      }),
    );
    await Promise.all(deliveries);
  };
  return {
    find: (name) => definitions.find((bus) => bus.name === name || bus.arn === name),
    put: async (bus, event) => {
      const at = Date.now();
      for (const archive of bus.archives.filter(({ matches }) => matches(event))) {
        archives.get(archive.arn)?.push({ at, event });
        kept?.add(archive.arn, at, event);
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
    close: delivery.close,
  };
}

function warningOf(bus: BusDefinition, event: BusEvent): { readonly warning?: string } {
  const warning = unheardReason(bus, event);
  return warning === undefined ? {} : { warning };
}

/** What earlier runs archived, as far as it is to be kept. */
function readArchives(definitions: readonly BusDefinition[], kept: KeptArchives | undefined) {
  const found = new Map<string, ArchivedEvent[]>();
  for (const { arn, retention } of definitions.flatMap(({ archives }) => archives)) {
    const since = retention === 0 ? 0 : Date.now() - retention * 86_400_000;
    found.set(arn, [...(kept?.read(arn, since) ?? [])] as ArchivedEvent[]);
  }
  return found;
}
