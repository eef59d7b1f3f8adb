import type { DocumentNode } from 'graphql';
import { type Directed, directedIn } from '../contract/graph/diff/directed.ts';
import { placeIn } from '../contract/graph/diff/place.ts';
import type { Usage } from '../contract/graph/diff/usage.ts';
import { graphName, graphStreamsName } from '../contract/graph/model.ts';
import { asObject, type JsonObject } from '../contract/json.ts';
import { mergePolicy } from '../contract/policies.ts';
import type { PlacedChange } from './change.ts';
import { directiveChanges } from './graph-promises.ts';
import { type PromiseChange, policyChanges } from './policies.ts';
import { ruleOf } from './rules.ts';

/** A graph as it was written, and the contract that it is beside. */
export interface DirectedGraph {
  readonly file: string;
  readonly document: DocumentNode;
  readonly root: JsonObject;
}

export interface Promised {
  readonly base: DirectedGraph;
  readonly head: DirectedGraph;
  /** What clients use; undefined where they may use anything. */
  readonly usage: Usage | undefined;
  /** YYYY-MM-DD */
  readonly today: string;
}

/** What its directives promise of everything that both graphs have, and what is gone after its sunset. */
export function compareDirectives({ base, head, usage, today }: Promised): readonly PlacedChange[] {
  const [was, is] = [directedIn(base.document), directedIn(head.document)];
  const common = [...was].flatMap(([coordinate, before]): readonly (readonly [string, Directed, Directed])[] => {
    const after = is.get(coordinate);
    return after === undefined ? [] : [[coordinate, before, after]];
  });
  const changes = common.flatMap(([coordinate, before, after]) => [
    ...directiveChanges(before, after).map((change) => placed(change, coordinate, head, usage)),
    ...routeChanges(coordinate, before, after, { base, head }),
  ]);
  return [...changes, ...sunsetIn(was, is, today).map((change) => ofSunset(change, base))];
}

const routes: Readonly<Record<string, string>> = { '': graphName, Subscription: graphStreamsName };

/** `@penstock` over the defaults of the contract. */
function routeChanges(
  coordinate: string,
  was: Directed,
  is: Directed,
  { base, head }: Pick<Promised, 'base' | 'head'>,
): readonly PlacedChange[] {
  const route = routes[coordinate];
  if (route === undefined) return [];
  const policy = ({ directives }: Directed, root: JsonObject) =>
    mergePolicy(root['x-penstock'], asObject(directives.get('penstock')));
  return policyChanges(policy(was, base.root), policy(is, head.root)).map((change) => ({
    ...placed(change, coordinate, head, undefined),
    reaches: [route],
  }));
}

function placed(
  { rule, message }: PromiseChange,
  coordinate: string,
  { file, document }: DirectedGraph,
  usage: Usage | undefined,
): PlacedChange {
  const judged = ruleOf(rule);
  const users = usage && judged.level !== 'safe' ? usersOf(coordinate, usage) : undefined;
  const at = {
    side: 'head',
    pointer: '',
    reaches: [coordinate],
    place: `${file}:${placeIn(document, coordinate).line}`,
  } as const;
  if (users === undefined) return { rule, message, ...at, ...judged };
  if (users.length > 0) return { rule, message: `${message}; used by ${users.join(', ')}`, ...at, ...judged };
  return { rule, message: `${message}; no document of a client uses it`, ...at, level: 'safe' };
}

/** What is asked of an input is asked of whoever uses its type. */
function usersOf(coordinate: string, usage: Usage): readonly string[] {
  const [type = ''] = coordinate.split('.');
  return [...(usage.get(coordinate) ?? usage.get(isInput(coordinate, usage) ? type : '') ?? [])].toSorted();
}

/** Fields of objects are in the usage by themselves; members of inputs and enumerations by their type alone. */
const isInput = (coordinate: string, usage: Usage): boolean => {
  const [type = ''] = coordinate.split('.');
  return usage.has(type) && ![...usage.keys()].some((one) => one.startsWith(`${type}.`));
};

interface Sunset {
  readonly coordinate: string;
  readonly date: string;
}

/** What was deprecated, is gone, and whose last day is over. */
function sunsetIn(
  was: ReadonlyMap<string, Directed>,
  is: ReadonlyMap<string, Directed>,
  today: string,
): readonly Sunset[] {
  return [...was].flatMap(([coordinate, { directives }]) => {
    const date = directives.get('sunset')?.date;
    const isOver = directives.has('deprecated') && typeof date === 'string' && date < today;
    return isOver && !is.has(coordinate) ? [{ coordinate, date }] : [];
  });
}

function ofSunset({ coordinate, date }: Sunset, { file, document }: DirectedGraph): PlacedChange {
  const place = `${file}:${placeIn(document, coordinate).line}`;
  const message = `is gone after its sunset on ${date}`;
  return {
    rule: 'field-sunset',
    side: 'base',
    pointer: '',
    message,
    reaches: [coordinate],
    place,
    ...ruleOf('field-sunset'),
  };
}
