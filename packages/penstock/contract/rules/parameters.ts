import type { Draft } from '../finding.ts';
import { asObject, type JsonObject, show, textOf } from '../json.ts';
import type { Node } from '../node.ts';
import type { OutlinedOperation } from '../outline.ts';
import { defaultOf, schemaNode } from '../parameter-node.ts';
import { badReading, contested } from './parameter-reading.ts';
import { at, type Rule } from './rule.ts';

const places = new Set(['path', 'query', 'header', 'cookie']);

// OpenAPI 3.1.1, 4.8.12: a header parameter with one of these names is ignored.
const ignored = new Set(['accept', 'content-type', 'authorization']);

/** Parameters have texts that can be read, each is there once, and the path's are all declared. */
export const parameters: Rule = function* ({ root, operations }) {
  for (const operation of operations) {
    for (const node of operation.parameters) yield* badParameter(root, operation, node);
    yield* ofThePath(operation);
    yield* twice(operation);
    yield* contested(root, operation);
  }
};

function* badParameter(root: JsonObject, { label }: OutlinedOperation, node: Node): Iterable<Draft> {
  const { name, in: place, required } = asObject(node.value);
  const { value: byDefault } = defaultOf(root, schemaNode(node));
  const who = `${label}: parameter ${textOf(name)}`;
  if (!places.has(textOf(place))) {
    const message = `${who}: expected in path, query, header or cookie, received ${show(place)}`;
    yield at('parameters', node, message, 'Move it.');
    return;
  }
  yield* badReading(root, who, node);
  if (place === 'header' && ignored.has(textOf(name).toLowerCase())) {
    const message = `${who}: expected a header that OpenAPI lets a parameter describe, received one it ignores`;
    yield at('parameters', node, message, 'Remove it: content and security describe that header.');
  }
  if (required === true && byDefault !== undefined) {
    yield at(
      'parameters',
      node,
      `${who}: expected no default on a required parameter, received one`,
      'Remove one of the two.',
    );
  }
}

function* ofThePath({ node, label, path, parameters: all }: OutlinedOperation): Iterable<Draft> {
  const declared = all.map(({ value }) => asObject(value)).filter((parameter) => parameter.in === 'path');
  const names = new Set(declared.map(({ name }) => textOf(name)));
  const used = new Set(Array.from(path.matchAll(/\{([^}]*)\}/g), ([, name = '']) => name));
  for (const name of [...used].filter((candidate) => !names.has(candidate))) {
    const message = `${label}: expected the path parameter "${name}" to be declared, received none`;
    yield at('parameters', node, message, `Declare ${name} in: path, required: true.`);
  }
  for (const name of [...names].filter((candidate) => !used.has(candidate))) {
    const place = all.find(({ value }) => asObject(value).name === name && asObject(value).in === 'path') ?? node;
    const message = `${label}: expected path parameters of ${path} only, received "${name}"`;
    yield at('parameters', place, message, 'Remove it or name it in the path.');
  }
}

function* twice({ label, parameters: all }: OutlinedOperation): Iterable<Draft> {
  const seen = new Set<string>();
  for (const node of all) {
    const { name, in: place } = asObject(node.value);
    const key = `${textOf(place)} ${place === 'header' ? textOf(name).toLowerCase() : textOf(name)}`;
    if (seen.has(key)) {
      const message = `${label}: expected each ${textOf(place)} parameter once, received ${show(name)} again`;
      yield at('parameters', node, message, 'Remove one of the two; header names ignore case.');
    }
    seen.add(key);
  }
}
