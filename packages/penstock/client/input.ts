import { type Code, camelCase } from '../contract/generate/literal.ts';
import { asObject, type JsonObject } from '../contract/json.ts';
import type { Operation } from '../contract/model.ts';
import { child, type Node } from '../contract/node.ts';
import type { OutlinedOperation } from '../contract/outline.ts';
import { bodiesOf, type ClientBody } from './bodies.ts';
import { styleOf } from './styles.ts';

/** A member of what a function of the client takes. */
export interface Member {
  /** As the caller writes it. */
  readonly member: string;
  /** As it is sent. */
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'body';
  /** What writes it, where it is more than one text. */
  readonly style?: Code | undefined;
  readonly required: boolean;
  readonly description: string | undefined;
  readonly schema: JsonObject;
}

/** Headers that are no part of the input: the client makes some, hooks and options give the others. */
const ofTheCall = new Set(['idempotency-key', 'last-event-id', 'traceparent', 'tracestate', 'x-correlation-id']);

/** Says which of several media types a body has. */
const typeMember = 'contentType';

const order = ['path', 'query', 'header'] as const;

/** The input of an operation: its parameters, then its body. No two members have one name. */
export function inputOf(operation: Operation, outlined: OutlinedOperation): readonly Member[] {
  const { requestBody } = operation;
  const bodies = bodiesOf(operation);
  const taken = new Set(bodies.length > 1 ? ['body', typeMember] : ['body']);
  const parameters = order.flatMap((place) =>
    operation.parameters
      .filter((one) => one.in === place && !(place === 'header' && ofTheCall.has(one.name.toLowerCase())))
      .map((one) => ({
        ...one,
        in: place,
        style: styleOf(one),
        member: unused({ name: one.name, in: place }, taken),
        description: descriptionOf(outlined, { name: one.name, in: place }),
      })),
  );
  const body =
    requestBody === undefined
      ? []
      : [
          {
            member: 'body',
            name: 'body',
            in: 'body' as const,
            description: undefined,
            required: requestBody.required,
            schema: bodies[0]?.schema ?? {},
          },
        ];
  return [...parameters, ...body];
}

/** `ifMatch` for `If-Match`, otherwise the parameter's own name; with its place where another has that name. */
function unused({ name, in: place }: Pick<Member, 'name' | 'in'>, taken: Set<string>): string {
  const plain = place === 'header' ? camelCase(name) : name;
  const placed = `${plain}In${place.charAt(0).toUpperCase()}${place.slice(1)}`;
  const member = [plain, placed, ...Array.from(taken, (_, index) => `${placed}${index + 2}`)].find(
    (candidate) => !taken.has(candidate),
  );
  taken.add(String(member));
  return String(member);
}

function descriptionOf({ parameters }: OutlinedOperation, { name, in: place }: Pick<Member, 'name' | 'in'>) {
  const isIt = (node: Node) => child(node, 'name').value === name && child(node, 'in').value === place;
  const { description } = asObject(parameters.find(isIt)?.value);
  return typeof description === 'string' ? description : undefined;
}

/**
 * The schema of the input: of an operation that takes several media types, one of an object for each of them. A member that may be left out may be
 * undefined too: the ETag of an answer is handed on as it is, whatever the compiler of the caller says of optional members.
 */
export function inputSchema(members: readonly Member[], bodies: readonly ClientBody[]): JsonObject {
  const [, ...others] = bodies;
  if (others.length === 0) return objectOf(members);
  const rest = members.filter((one) => one.in !== 'body');
  const body = members.find((one) => one.in === 'body') as Member;
  return {
    anyOf: bodies.map(({ mediaType, schema }, index) =>
      objectOf([...rest, chosenType(mediaType, index > 0), { ...body, schema, required: body.required || index > 0 }]),
    ),
  };
}

const chosenType = (mediaType: string, required: boolean): Member => ({
  member: typeMember,
  name: typeMember,
  in: 'body',
  required,
  description: undefined,
  schema: mediaType.includes('*') ? { type: 'string' } : { const: mediaType },
});

function objectOf(members: readonly Member[]): JsonObject {
  const property = ({ schema, required, description }: Member) => ({
    ...(description !== undefined && { description }),
    anyOf: [schema, ...(required ? [] : [{ tsType: 'undefined' }])],
  });
  return {
    type: 'object',
    additionalProperties: false,
    required: members.filter(({ required }) => required).map(({ member }) => member),
    properties: Object.fromEntries(members.map((one) => [one.member, property(one)])),
  };
}
