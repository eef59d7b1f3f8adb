import type { Draft } from '../finding.ts';
import { child, members, type Node } from '../node.ts';
import { at, type Rule } from './rule.ts';

const reserved = new Set(['/ping', '/sping']);
const methods = new Set(['get', 'post', 'put', 'patch', 'delete', 'head']);

/**
 * A part of a path: what API Gateway takes, or one variable, named as it names parameters.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const segment = /^([A-Za-z0-9._:-]+|\{[A-Za-z0-9._$:-]+\})$/;

/** API Gateway can route every path and method. */
export const paths: Rule = function* ({ root, operations }) {
  const place = child({ value: root, pointer: '' }, 'paths');
  if (operations.length === 0) {
    yield at('paths', place, 'expected at least one operation, received none', 'Describe an operation under paths.');
  }
  const all = members(place);
  for (const [path, node] of all) yield* unroutable(path, node);
  yield* siblings(all);
  for (const { node, method, label } of operations.filter((operation) => !methods.has(operation.method))) {
    const message = `${label}: expected a method of ${[...methods].join(', ')}, received ${method}`;
    yield at('paths', node, message, 'Remove the operation; the gateway answers OPTIONS by itself.');
  }
};

function* unroutable(path: string, node: Node): Iterable<Draft> {
  if (reserved.has(path)) {
    const message = `expected a path that is free, received ${path}, which API Gateway keeps for its own health checks`;
    yield at('paths', node, message, 'Rename it, to /health for example.');
  }
  const wrong = path
    .split('/')
    .slice(1)
    .filter((part) => !segment.test(part));
  if (path !== '/' && wrong.length > 0) {
    const message = `expected segments that are a name or one {parameter}, received "${wrong.join('", "')}" in ${path}`;
    yield at(
      'paths',
      node,
      message,
      'API Gateway takes letters, digits, . _ : - or a whole {parameter} between slashes.',
    );
  }
}

/** One place of the tree takes one variable: `/a/{x}` and `/a/{y}/b` cannot both be imported. */
function* siblings(all: readonly (readonly [string, Node])[]): Iterable<Draft> {
  const variables = new Map<string, string>();
  for (const [path, node] of all) {
    const parts = path.split('/');
    for (const [index, part] of parts.entries()) {
      if (!/^\{[^{}]*\}$/.test(part)) continue;
      const parent = parts.slice(0, index).join('/');
      const other = variables.get(parent) ?? part;
      variables.set(parent, other);
      if (other === part) continue;
      const message = `expected one variable below ${parent || '/'}, received ${part} beside ${other}`;
      yield at('paths', node, message, `Call it ${other} in every path.`);
    }
  }
}
