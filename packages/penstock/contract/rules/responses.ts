import { declaredTypes, succeedsByDefault, successes } from '../default-answer.ts';
import type { Draft } from '../finding.ts';
import { child, members, type Node } from '../node.ts';
import type { OutlinedOperation } from '../outline.ts';
import { isOpenToAll } from '../security.ts';
import { at, type Rule } from './rule.ts';

const needs: readonly (readonly [(operation: OutlinedOperation) => boolean, string, readonly string[]])[] = [
  [() => true, 'every operation', ['400', '429', '500', '503', '504']],
  [({ security }) => Array.isArray(security.value) && !isOpenToAll(security), 'a secured operation', ['401', '403']],
  [({ path }) => path.includes('{'), 'an operation with a path parameter', ['404']],
  [({ requestBody }) => requestBody !== undefined, 'an operation with a body', ['413', '415', '422']],
  [
    ({ responses: all }) => successes(all).some(hasSeveralTypes),
    'an operation with answers of several media types',
    ['406'],
  ],
];

const hasSeveralTypes = ([, node]: readonly [string, Node]): boolean => members(child(node, 'content')).length > 1;

/** Every operation says how it succeeds and declares the problems it can answer with (RFC 9457). */
export const responses: Rule = function* ({ operations }) {
  for (const operation of operations) {
    yield* missing(operation);
    yield* noProblems(operation);
  }
};

function* missing(operation: OutlinedOperation): Iterable<Draft> {
  const place = child(operation.node, 'responses');
  const byDefault = succeedsByDefault(declaredTypes(operation.responses));
  const declared = new Set(
    operation.responses.map(([status]) => status).filter((status) => !(byDefault && status === 'default')),
  );
  for (const [applies, who, statuses] of needs) {
    const absent = statuses.filter((status) => !isDeclared(declared, status));
    if (!applies(operation) || absent.length === 0) continue;
    const message = `${operation.label}: expected ${who} to declare ${absent.join(', ')}, received none`;
    yield at('problem-responses', place, message, `Add ${absent.join(', ')} with application/problem+json.`);
  }
  if (!byDefault && ![...declared].some((status) => status.startsWith('2'))) {
    yield at(
      'responses',
      place,
      `${operation.label}: expected an answer 2xx, received none`,
      'Declare how it succeeds.',
    );
  }
}

/** By itself, by its class (`4XX`) or by `default` (OpenAPI 3.1.1, 4.8.16). */
const isDeclared = (declared: ReadonlySet<string>, status: string): boolean =>
  [status, `${status.charAt(0)}XX`, 'default'].some((written) => declared.has(written));

function* noProblems({ label, responses: declared }: OutlinedOperation): Iterable<Draft> {
  const byDefault = succeedsByDefault(declaredTypes(declared));
  for (const [status, node] of declared) {
    const types = members(child(node, 'content')).map(([type]) => type);
    const isError = /^[45]/.test(status) || (status === 'default' && !byDefault);
    if (!isError || (types.length === 1 && types[0] === 'application/problem+json')) continue;
    const received = types.join(', ') || 'no content';
    const message = `${label}: expected ${status} as application/problem+json, received ${received}`;
    yield at('problem-responses', node, message, 'Give it application/problem+json alone.');
  }
}
