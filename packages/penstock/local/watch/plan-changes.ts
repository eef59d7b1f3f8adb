import { withoutStage } from '../log-printer.ts';
import type { Plan } from '../plan.ts';
import { routesOf } from '../routes.ts';
import type { Template } from './templates.ts';

/** What is another in a plan than in the one before, by kind: `functions: + archiveParcel, ~ createParcel`. */
export interface PlanChange {
  readonly kind: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** A plan as it runs. */
export interface PlanView {
  readonly plan: Plan;
  /** What each function's code is known by: it changes with the code. */
  readonly codes: ReadonlyMap<string, string>;
  /** The resources of the templates. */
  readonly resources: Template;
}

export function planChanges(before: PlanView, after: PlanView): readonly PlanChange[] {
  const kinds = Object.entries(parts);
  const named = kinds.map(([kind, part]) => compare(kind, part(before), part(after)));
  const found = named.filter(isChange);
  // What the plan does not name (a policy, an alarm) is told by its type alone.
  return found.length > 0 ? found : [compare('other resources', typed(before), typed(after))].filter(isChange);
}

/** As many names as a person reads on one line. */
const mostNames = 6;

/** `functions: + archiveParcel, ~ createParcel and 5 more` */
export function changeLine({ kind, added, removed, changed }: PlanChange): string {
  const signed = (sign: string, names: readonly string[]) => names.map((name) => `${sign} ${withoutStage(name)}`);
  const names = [...signed('+', added), ...signed('-', removed), ...signed('~', changed)];
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return `${kind}: ${names.slice(0, mostNames).join(', ')}${more}`;
}

/** What things are, by name, as text that differs when they do. */
type Part = ReadonlyMap<string, string>;

const parts: Readonly<Record<string, (view: PlanView) => Part>> = {
  functions: ({ plan, codes }) =>
    of(
      plan.functions,
      ({ name }) => name,
      ({ code: _, ...fn }) => ({ ...fn, code: codes.get(fn.name) }),
    ),
  routes: ({ plan }) =>
    of(
      plan.api === undefined ? [] : routesOf(plan.api),
      ({ method, path }) => `${method} ${path}`,
      (route) => route,
    ),
  queues: ({ plan }) =>
    of(
      plan.backbone.queues,
      ({ name }) => name,
      ({ attributes, redrive }) => ({ attributes, redrive }),
    ),
  tables: ({ plan }) =>
    of(
      plan.tables,
      ({ name }) => name,
      (table) => table,
    ),
  rules: ({ plan }) =>
    of(
      plan.backbone.buses.flatMap(({ rules }) => rules),
      ({ name }) => name,
      (rule) => rule,
    ),
};

const typed = ({ resources }: PlanView): Part =>
  of(
    [...resources],
    ([id, { Type }]) => `${Type} ${id}`,
    ([, one]) => one,
  );

function of<T>(items: readonly T[], nameOf: (item: T) => string, contentOf: (item: T) => unknown): Part {
  return new Map(items.map((item) => [nameOf(item), JSON.stringify(contentOf(item))]));
}

function compare(kind: string, before: Part, after: Part): PlanChange {
  const names = [...after.keys()];
  return {
    kind,
    added: names.filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    changed: names.filter((name) => before.has(name) && before.get(name) !== after.get(name)),
  };
}

const isChange = ({ added, removed, changed }: PlanChange): boolean =>
  added.length + removed.length + changed.length > 0;
