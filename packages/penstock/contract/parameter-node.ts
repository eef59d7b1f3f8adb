import { asObject, type JsonObject } from './json.ts';
import { kindOf } from './media-kind.ts';
import type { ParameterPlace, ParameterStyle, ValueShape } from './model.ts';
import { child, followed, members, type Node } from './node.ts';
import { shapeOf } from './value-shape.ts';

/** The media type that a parameter or a header is written in, where it has one in place of a style. */
export const contentOf = (node: Node): readonly [string, Node] | undefined => members(child(node, 'content'))[0];

/** The schema of a parameter or a header: its own, or that of its content. */
export function schemaNode(node: Node): Node {
  const content = asObject(node.value).schema === undefined ? contentOf(node) : undefined;
  return child(content?.[1] ?? node, 'schema');
}

/** What the text of a parameter is read as; undefined where its schema has no form in its style. */
export function parameterShape(root: JsonObject, node: Node): ValueShape | undefined {
  const content = asObject(node.value).schema === undefined ? contentOf(node) : undefined;
  if (content !== undefined) return kindOf(content[0]) === 'json' ? 'json' : 'string';
  return shapeOf(root, schemaNode(node));
}

/** The value of a parameter that is not sent: beside a reference to a schema, or in that. */
export const defaultOf = (root: JsonObject, schema: Node): Node =>
  followed(root, schema)
    .map((one) => child(one, 'default'))
    .find(({ value }) => value !== undefined) ?? child(schema, 'default');

export interface Writing {
  readonly style: ParameterStyle;
  readonly explode: boolean;
}

/** How a parameter is written: as it says, or as its place has it (OpenAPI 3.1, Parameter Object). */
export function writingOf(node: Node): Writing {
  const { in: place, style = defaultStyle(place as ParameterPlace), explode = style === 'form' } = asObject(node.value);
  return { style: style as ParameterStyle, explode: explode === true };
}

export const defaultStyle = (place: ParameterPlace): ParameterStyle =>
  place === 'query' || place === 'cookie' ? 'form' : 'simple';
