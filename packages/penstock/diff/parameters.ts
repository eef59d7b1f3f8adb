import { asObject } from '../contract/json.ts';
import type { Node } from '../contract/node.ts';
import { contentOf, parameterShape, schemaNode, writingOf } from '../contract/parameter-node.ts';
import { type Found, found, removed } from './change.ts';
import { compareSchemas } from './schema/compare.ts';
import type { Operations } from './versions.ts';

/** The parameters of an operation. Those of the path are told by their place in it, for a caller never sees their names. */
export function compareParameters({ roots, before, after }: Operations): readonly Found[] {
  const was = byName(before.parameters, before.path);
  const is = byName(after.parameters, after.path);
  const gone = [...was].filter(([name]) => !is.has(name));
  return [
    ...gone.map(([, node]) => removed('parameter-removed', `${labelOf(node)} is gone`, node)),
    ...[...is].flatMap(([name, node]): readonly Found[] => {
      const other = was.get(name);
      if (other === undefined) return [added(node)];
      const schemas = { base: [schemaNode(other)], head: [schemaNode(node)] };
      const pair = { roots, direction: 'request', name: labelOf(node), ...schemas, seen: new Set<string>() } as const;
      return [...compareNeed(other, node), ...compareStyles(roots, other, node), ...compareSchemas(pair)];
    }),
  ];
}

function byName(parameters: readonly Node[], path: string): ReadonlyMap<string, Node> {
  const places = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  return new Map(parameters.map((node) => [keyOf(node, places), node]));
}

function keyOf({ value }: Node, places: readonly (string | undefined)[]): string {
  const { in: place, name } = asObject(value);
  if (place === 'path') return `path ${places.indexOf(String(name))}`;
  return `${String(place)} ${place === 'header' ? String(name).toLowerCase() : String(name)}`;
}

function labelOf({ value }: Node): string {
  const { in: place, name } = asObject(value);
  return `${String(place)} parameter ${String(name)}`;
}

const isRequired = ({ value }: Node): boolean => asObject(value).required === true;

function added(node: Node): Found {
  const required = isRequired(node);
  const said = `${labelOf(node)} is new${required ? ', and required' : ''}`;
  return found(required ? 'required-parameter-added' : 'parameter-added', said, node);
}

function compareNeed(before: Node, after: Node): readonly Found[] {
  if (isRequired(before) === isRequired(after)) return [];
  return isRequired(after)
    ? [found('parameter-required', `${labelOf(after)} is required now`, after)]
    : [found('parameter-optional', `${labelOf(after)} is optional now`, after)];
}

/** Of lists and objects, whether each part has a name counts too. */
function compareStyles({ base, head }: Operations['roots'], before: Node, after: Node): readonly Found[] {
  const isComposed =
    typeof parameterShape(base, before) === 'object' && typeof parameterShape(head, after) === 'object';
  const [was, is] = [writtenAs(before, isComposed), writtenAs(after, isComposed)];
  if (was === is) return [];
  return [found('parameter-style-changed', `${labelOf(after)} is written as ${is}, and was as ${was}`, after)];
}

function writtenAs(node: Node, isComposed: boolean): string {
  if (asObject(node.value).schema === undefined) return contentOf(node)?.[0] ?? 'nothing';
  const { style, explode } = writingOf(node);
  return isComposed ? `${style}, explode ${explode}` : style;
}
