import { asObject } from '../contract/json.ts';
import { child, members, type Node } from '../contract/node.ts';
import { type Found, found, removed } from './change.ts';
import { compareSchemas } from './schema/compare.ts';
import { type Operations, pairs } from './versions.ts';

/** The body that an operation takes. */
export function compareBodies({ roots, before, after }: Operations): readonly Found[] {
  const [was, is] = [before.requestBody, after.requestBody];
  if (was === undefined && is === undefined) return [];
  if (was === undefined) return is === undefined ? [] : [bodyAdded(is)];
  if (is === undefined) return [removed('body-removed', 'takes no body any more', was)];
  const [contents, now] = [child(was, 'content'), child(is, 'content')];
  return [
    ...compareNeed(was, is),
    ...compareMediaTypes(contents, now, 'request'),
    ...pairs(contents, now).flatMap(([, base, head]) => [
      ...compareFields(base, head),
      ...compareSchemas({
        roots,
        direction: 'request',
        name: 'body',
        base: [child(base, 'schema')],
        head: [child(head, 'schema')],
        seen: new Set(),
      }),
    ]),
  ];
}

/** How the fields of a form are written. */
function compareFields(before: Node, after: Node): readonly Found[] {
  const [was, is] = [child(before, 'encoding'), child(after, 'encoding')];
  const names = new Set([was, is].flatMap((node) => members(node).map(([name]) => name)));
  return [...names].flatMap((name) => {
    const field = child(is, name);
    const [from, to] = [writtenAs(child(was, name)), writtenAs(field)];
    return from === to
      ? []
      : [found('parameter-style-changed', `field ${name} is written as ${to}, and was as ${from}`, field)];
  });
}

function writtenAs({ value }: Node): string {
  const { style = 'form', explode = style === 'form', contentType } = asObject(value);
  return `${String(style)}, explode ${String(explode)}${contentType === undefined ? '' : `, ${String(contentType)}`}`;
}

const isRequired = ({ value }: Node): boolean => asObject(value).required === true;

function bodyAdded(body: Node): Found {
  return isRequired(body)
    ? found('required-body-added', 'takes a body now, and requires it', body)
    : found('body-added', 'takes a body now', body);
}

function compareNeed(before: Node, after: Node): readonly Found[] {
  if (isRequired(before) === isRequired(after)) return [];
  return isRequired(after)
    ? [found('body-required', 'the body is required now', after)]
    : [found('body-optional', 'the body is optional now', after)];
}

/** The media types that went, and those that came. */
export function compareMediaTypes(before: Node, after: Node, direction: 'request' | 'response'): readonly Found[] {
  const was = new Map(members(before));
  const is = new Map(members(after));
  return [
    ...[...was]
      .filter(([type]) => !is.has(type))
      .map(([type, node]) => removed(`${direction}-media-type-removed`, `${type} is gone`, node)),
    ...[...is]
      .filter(([type]) => !was.has(type))
      .map(([type, node]) => found(`${direction}-media-type-added`, `${type} is new`, node)),
  ];
}
