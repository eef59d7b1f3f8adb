import { isFile } from '../body-content.ts';
import type { Draft } from '../finding.ts';
import { asObject, type JsonObject, show, textOf } from '../json.ts';
import { kindOf } from '../media-kind.ts';
import type { ArrayShape, FormField, ObjectShape, ValueShape } from '../model.ts';
import { child, type Node } from '../node.ts';
import type { OutlinedOperation } from '../outline.ts';
import { contentOf, parameterShape, schemaNode, type Writing, writingOf } from '../parameter-node.ts';
import { at } from './rule.ts';

const jsonFix = 'Describe it by content: application/json, which any value fits.';

/** The text of a parameter has one value: its schema says what that is, and its style where its parts end. */
export function* badReading(root: JsonObject, who: string, node: Node): Iterable<Draft> {
  const { schema: own, content } = asObject(node.value);
  if (own === undefined && content === undefined) {
    yield at('parameters', node, `${who}: expected a schema or content, received neither`, 'Add schema.');
    return;
  }
  const mediaType = own === undefined ? contentOf(node)?.[0] : undefined;
  if (mediaType !== undefined && !['json', 'text'].includes(kindOf(mediaType))) {
    const message = `${who}: expected content of application/json or a text type, received ${mediaType}`;
    yield at('parameters', child(node, 'content'), message, 'Use schema, or content of application/json.');
    return;
  }
  const shape = parameterShape(root, node);
  if (shape === undefined) {
    const message = `${who}: expected values that a text can be read as (a scalar, a list or an object of scalars), received ${show(asObject(schemaNode(node).value).type)} of more than that`;
    yield at('parameters', schemaNode(node), message, jsonFix);
    return;
  }
  yield* badStyle(who, node, shape);
}

/** @see https://spec.openapis.org/oas/v3.1.1.html#style-examples */
function* badStyle(who: string, node: Node, type: ValueShape): Iterable<Draft> {
  const { style, explode } = writingOf(node);
  const composed = composedOf(type);
  if (composed.length === 0) return;
  const array = composed.find((shape): shape is ArrayShape => 'array' in shape);
  if (array !== undefined && style === 'deepObject') {
    yield at('parameters', node, `${who}: expected an object in style deepObject, received a list`, 'Use style: form.');
  }
  if (explode && (style === 'spaceDelimited' || style === 'pipeDelimited')) {
    const message = `${who}: expected explode: false with ${style}, received true, which OpenAPI gives no meaning`;
    yield at('parameters', node, message, 'Use style: form where each item is sent by the name.');
  }
  if (explode && style === 'label' && array !== undefined && hasNumbers(array)) {
    const message = `${who}: expected items whose texts have no dot, received numbers in style label with explode`;
    yield at('parameters', node, message, 'Set explode: false, which has commas between them.');
  }
}

const composedOf = (type: ValueShape): readonly (ArrayShape | ObjectShape)[] =>
  (typeof type === 'object' && 'oneOf' in type ? type.oneOf : [type]).filter((shape) => typeof shape === 'object');

const hasNumbers = ({ array }: ArrayShape): boolean =>
  array === 'number' || (typeof array === 'object' && array.oneOf.includes('number'));

/** In a query and in cookies the members of an object may be sent by their own names: each name is of one parameter. */
export function* contested(root: JsonObject, { label, parameters }: OutlinedOperation): Iterable<Draft> {
  for (const place of ['query', 'cookie']) {
    const there = parameters.filter(({ value }) => asObject(value).in === place);
    const named = there.map((node) => ({
      name: textOf(asObject(node.value).name),
      node,
      ...writingOf(node),
      type: parameterShape(root, node),
    }));
    yield* withinDeepObject(label, named);
    for (const [name, first, second] of contestedNames(named)) {
      const { node } = named.find((one) => one.name === second) ?? {};
      const message = `${label}: expected each ${place} name to be of one parameter, received ${name} of ${first} and of ${second}`;
      if (node !== undefined) {
        yield at('parameters', node, message, `Write ${second} in style deepObject, or with explode: false.`);
      }
    }
  }
}

/** `filter[name]` is a member of the object `filter` in style deepObject. */
function* withinDeepObject(label: string, named: readonly (Named & { readonly node: Node })[]): Iterable<Draft> {
  for (const { name } of named.filter(({ style }) => style === 'deepObject')) {
    for (const other of named.filter((one) => one.name.startsWith(`${name}[`))) {
      const message = `${label}: expected each query name to be of one parameter, received ${other.name} beside ${name} in style deepObject`;
      yield at('parameters', other.node, message, `Make it a property of ${name}, or rename one of the two.`);
    }
  }
}

interface Named extends Writing {
  readonly name: string;
  readonly type: FormField['type'] | undefined;
}

/** Names that two of these are sent by, with the two. */
export function* contestedNames(
  all: readonly Named[],
): Iterable<readonly [name: string, first: string, second: string]> {
  const owners = new Map<string, string>();
  for (const one of all) {
    for (const name of namesOf(one)) {
      const other = owners.get(name);
      owners.set(name, one.name);
      if (other !== undefined && other !== one.name) {
        yield [name === anyName ? 'names that neither lists' : `"${name}"`, other, one.name];
      }
    }
  }
}

const anyName = '*';

function namesOf({ name, style, explode, type }: Named): readonly string[] {
  const composed = type === undefined || type === 'file' || isFile({ type }) ? [] : composedOf(type as ValueShape);
  const objects = composed.filter((one): one is ObjectShape => 'members' in one);
  if (style !== 'form' || !explode || objects.length === 0) return [name];
  return objects.flatMap(({ members, others }) => [
    ...Object.keys(members),
    ...(others === undefined ? [] : [anyName]),
  ]);
}
