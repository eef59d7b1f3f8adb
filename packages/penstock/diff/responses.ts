import { asObject } from '../contract/json.ts';
import { child, members, type Node, resolve } from '../contract/node.ts';
import { compareMediaTypes } from './bodies.ts';
import { type Found, found, removed } from './change.ts';
import { compareSchemas } from './schema/compare.ts';
import type { Roots } from './schema/pair.ts';
import { type Operations, pairs } from './versions.ts';

/** What an operation may answer. */
export function compareResponses({ roots, before, after }: Operations): readonly Found[] {
  const was = new Map(before.responses);
  const is = new Map(after.responses);
  return [
    ...[...was].filter(([status]) => !is.has(status)).map(([status, node]) => gone(status, node)),
    ...[...is].flatMap(([status, node]) => {
      const other = was.get(status);
      if (other === undefined) return [found('answer-added', `answer ${status} is new`, node)];
      return [...compareContents(roots, status, other, node), ...compareHeaders(roots, status, other, node)];
    }),
  ];
}

function gone(status: string, node: Node): Found {
  const rule = /^[23]/.test(status) ? 'success-removed' : 'error-removed';
  return removed(rule, `answer ${status} is gone`, node);
}

function compareContents(roots: Roots, status: string, before: Node, after: Node): readonly Found[] {
  const [was, is] = [child(before, 'content'), child(after, 'content')];
  const [had, has] = [was, is].map((node) => members(node).length > 0);
  if (had !== has) {
    return had === true
      ? [removed('response-body-removed', `answer ${status} has no body any more`, was)]
      : [found('response-body-added', `answer ${status} has a body now`, is)];
  }
  return [
    ...compareMediaTypes(was, is, 'response'),
    ...pairs(was, is).flatMap(([, base, head]) =>
      compareSchemas({
        roots,
        direction: 'response',
        name: `answer ${status}`,
        base: [child(base, 'schema')],
        head: [child(head, 'schema')],
        seen: new Set(),
      }),
    ),
  ];
}

function compareHeaders(roots: Roots, status: string, before: Node, after: Node): readonly Found[] {
  const was = headersOf(roots.base, before);
  const is = headersOf(roots.head, after);
  const label = (name: string) => `answer ${status}: header ${name}`;
  return [
    ...[...was]
      .filter(([name]) => !is.has(name))
      .map(([name, node]) =>
        removed(isRequired(node) ? 'required-header-removed' : 'header-removed', `${label(name)} is gone`, node),
      ),
    ...[...is].flatMap(([name, node]) => {
      const other = was.get(name);
      if (other === undefined) return [found('header-added', `${label(name)} is new`, node)];
      return [...compareNeed(label(name), other, node), ...compareValues(roots, label(name), other, node)];
    }),
  ];
}

function headersOf(root: Roots['base'], response: Node): ReadonlyMap<string, Node> {
  return new Map(
    members(child(response, 'headers')).map(([name, node]) => [name.toLowerCase(), resolve(root, node)] as const),
  );
}

const isRequired = ({ value }: Node): boolean => asObject(value).required === true;

function compareNeed(label: string, before: Node, after: Node): readonly Found[] {
  if (isRequired(before) === isRequired(after)) return [];
  return isRequired(after)
    ? [found('header-required', `${label} is required now`, after)]
    : [found('header-optional', `${label} is optional now`, after)];
}

function compareValues(roots: Roots, name: string, before: Node, after: Node): readonly Found[] {
  const [base, head] = [[child(before, 'schema')], [child(after, 'schema')]];
  return compareSchemas({ roots, direction: 'response', name, base, head, seen: new Set() });
}
