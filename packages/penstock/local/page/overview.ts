import type { Faults } from '../faults/faults.ts';
import type { LambdaService } from '../lambda/service.ts';
import type { Plan } from '../plan.ts';
import type { SimulatedProvider } from '../provider/provider.ts';
import type { Queues } from '../queues/queues.ts';
import { routesOf } from '../routes.ts';
import { createFunctionCounts } from './function-counts.ts';
import { createRecentEvents, type RecentEvents } from './recent-events.ts';

export interface OverviewParts {
  readonly stage: () => string;
  readonly region: string;
  /** What keeps the tables, as a person names it. */
  readonly engine: string;
  readonly plan: () => Plan;
  readonly lambda: Pick<LambdaService, 'onOutcome' | 'processes'>;
  readonly queues: Pick<Queues, 'definitions' | 'depth'>;
  readonly faults: Faults;
  readonly provider: () => SimulatedProvider | undefined;
}

export interface Overview {
  readonly hear: RecentEvents['hear'];
  /** How the stage is now, as JSON. */
  now(): object;
}

/** Watches a stage for its page. */
export function createOverview(parts: OverviewParts): Overview {
  const { stage, region, engine, lambda, faults } = parts;
  const events = createRecentEvents();
  const counts = createFunctionCounts();
  lambda.onOutcome(counts.hear);
  const since = Date.now();
  return {
    hear: events.hear,
    now: () => {
      const [plan, provider] = [parts.plan(), parts.provider()];
      return {
        stage: stage(),
        region,
        engine,
        since,
        routes: plan.api === undefined ? [] : routesOf(plan.api),
        functions: functionsOf(plan, lambda.processes()).map((fn) => ({ ...fn, ...counts.of(fn.name) })),
        queues: queuesOf(parts),
        faults: { plan: faults.plan, counts: faults.counts, ...(provider && { provider: provider.faults }) },
        events: events.all(),
      };
    },
  };
}

const functionsOf = ({ functions }: Plan, processes: ReadonlyMap<string, number>) =>
  functions.map(({ name, memory, timeout }) => ({ name, memory, timeout, processes: processes.get(name) ?? 0 }));

/** Each queue with how much is in it, and the queues whose dead letters it takes. */
function queuesOf({ queues }: OverviewParts): readonly object[] {
  const sourcesOf = (arn: string) =>
    queues.definitions.flatMap(({ name, redrive }) => (redrive?.target === arn ? [name] : []));
  return queues.definitions.map(({ name, arn }) => ({
    name,
    ...queues.depth(name),
    deadLettersOf: sourcesOf(arn),
  }));
}
