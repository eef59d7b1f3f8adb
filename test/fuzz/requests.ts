import fc from 'fast-check';
import type { Contract, Operation } from '../../packages/penstock/contract/model.ts';
import { type Resolve, resolver, type Schema, valid } from './schema.ts';

/** One request to send, and whether the contract accepts it as it stands. */
export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes where they are no UTF-8. */
  readonly body: string | Buffer | undefined;
  readonly token: 'good' | 'none' | 'nonsense';
  readonly accepted: boolean;
}

/**
 * How many a run of the tests sends: a third of a minute, in which each operation is met in every way that
 * `requests.test.ts` counts. `npm run fuzz` sends as many as it is asked for.
 */
export const requestsInTests = 800;

/** Stands for the id of an order that is placed right before the request: one that may still be changed. */
export const freshOrder = `ord_${'0'.repeat(26)}`;

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface OperationObject {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Record<string, { schema: Schema }> };
}

type PathItem = Record<string, OperationObject> & { readonly parameters?: readonly Parameter[] };

/** Requests from the contract and against it, in a mix that a seed makes again. `ids` are orders that exist. */
export function requests(contract: Contract, ids: readonly string[]): fc.Arbitrary<FuzzRequest> {
  const accepted = fc.oneof(...contract.operations.map((operation) => fromContract(contract, operation, ids)));
  return fc.oneof(
    { weight: 5, arbitrary: accepted },
    { weight: 5, arbitrary: fc.tuple(accepted, fc.array(damage, { minLength: 1, maxLength: 3 })).map(damaged) },
    { weight: 1, arbitrary: stray },
  );
}

function fromContract(contract: Contract, operation: Operation, ids: readonly string[]): fc.Arbitrary<FuzzRequest> {
  const resolve = resolver(contract.document);
  const paths = (contract.document as { paths: Record<string, PathItem> }).paths;
  const item = paths[operation.path] as PathItem;
  const own = item[operation.method.toLowerCase()] as OperationObject;
  const parameters = [...(item.parameters ?? []), ...(own.parameters ?? [])].map((one) => resolve(one));
  const [[mediaType, media] = []] = Object.entries(own.requestBody?.content ?? {});
  const bodyInWords = bodiesInWords[operation.operationId] ?? ((one: unknown) => one);
  const body = media === undefined ? fc.constant(undefined) : valid(media.schema, resolve).map(bodyInWords);
  return fc
    .record({
      path: fc.record(values(parameters, 'path', resolve, operation.timeouts.stream === undefined ? ids : [])),
      query: fc.record(values(parameters, 'query', resolve, ids), { requiredKeys: [] }),
      headers: fc.record(values(parameters, 'header', resolve, ids), { requiredKeys: required(parameters) }),
      body,
      spelling,
    })
    .map(({ path, query, headers, body, spelling }) => ({
      method: operation.method,
      path: address(operation.path, path, query),
      headers: {
        ...(mediaType === undefined ? {} : { 'content-type': mediaType }),
        ...(headers as Record<string, string>),
      },
      body: body === undefined ? undefined : spelling(JSON.stringify(body)),
      token: operation.security.length > 0 ? 'good' : 'none',
      accepted: true,
    }));
}

/** JSON may spell a character that is no ASCII as it is, or by escapes in either case: all of it is one text. */
const spelling = fc.constantFrom(
  (text: string) => text,
  (text: string) => escaped(text, (digits) => digits),
  (text: string) => escaped(text, (digits) => digits.toUpperCase()),
);
const escaped = (text: string, inCase: (digits: string) => string): string =>
  text.replace(/[^ -~]/g, (unit) => `\\u${inCase(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`);

const required = (parameters: readonly Parameter[]) =>
  parameters.filter((one) => one.in === 'header' && (one.required || one.name === 'If-Match')).map(({ name }) => name);

/** What the contract says of bodies in words, by operation. */
const bodiesInWords: Readonly<Record<string, (body: unknown) => unknown>> = { createOrderV2: ofOneCurrency };

interface PricedOrder {
  readonly items: readonly { readonly unitPrice: { readonly currency: string } }[];
}

function ofOneCurrency(body: unknown): unknown {
  const { items } = body as PricedOrder;
  const currency = items[0]?.unitPrice.currency;
  return {
    ...(body as PricedOrder),
    items: items.map((item) => ({ ...item, unitPrice: { ...item.unitPrice, currency } })),
  };
}

/** What the contract says in words, where its schema alone would accept more. */
const inWords: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'Idempotency-Key': fc.oneof(
    fc.stringMatching(/^[!#-~]{1,40}$/),
    fc.stringMatching(/^[!#-[\]-~]{1,40}$/).map((key) => `"${key}"`),
    fc.integer({ min: 1, max: 200 }).map((n) => `shared-${n}`),
  ),
  'If-Match': fc.constantFrom('"1"', '"2"', '"1", "2"', '*'),
  'If-None-Match': fc.constantFrom('"1"', 'W/"2"', '*'),
  traceparent: fc.constantFrom('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'nonsense'),
};

function values(
  parameters: readonly Parameter[],
  place: string,
  resolve: Resolve,
  ids: readonly string[],
): Record<string, fc.Arbitrary<unknown>> {
  const here = parameters.filter((one) => one.in === place && one.name !== 'cursor');
  return Object.fromEntries(
    here.map(({ name, schema }) => {
      if (name === 'orderId') return [name, orderId(ids, valid(schema, resolve))];
      return [name, inWords[name] ?? valid(schema, resolve)];
    }),
  );
}

/** A stream of an order that is there would last, with or without its client: of a stream, the ids are of none. */
const orderId = (ids: readonly string[], any: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  ids.length === 0
    ? any
    : fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...ids) },
        { weight: 2, arbitrary: any },
        { weight: 5, arbitrary: fc.constant(freshOrder) },
      );

function address(template: string, path: Record<string, unknown>, query: Record<string, unknown>): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return search === '' ? filled : `${filled}?${search}`;
}

type Damage = (request: FuzzRequest) => FuzzRequest;
const header =
  (name: string, value: string): Damage =>
  (request) => ({
    ...request,
    headers: { ...request.headers, [name]: value },
  });
const query =
  (search: string): Damage =>
  (request) => ({
    ...request,
    path: `${request.path}${request.path.includes('?') ? '&' : '?'}${search}`,
  });

const cut = (body: FuzzRequest['body'], at: number): FuzzRequest['body'] =>
  typeof body === 'string' ? body.slice(0, at) : body?.subarray(0, at);

/** Bytes that are no UTF-8: stray, overlong, half a surrogate pair, beyond the last plane, broken off. */
const noText: readonly (readonly number[])[] = [
  [0xff],
  [0x80],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xe2, 0x82],
];

/** Bytes put in, most often into a text of the body: where its last one begins. */
function spliced(body: string | Buffer, at: number, bytes: readonly number[]): Buffer {
  const whole = Buffer.from(body);
  const start = at % 4 === 0 ? at % (whole.length + 1) : Math.max(0, whole.lastIndexOf(':"') + 2);
  return Buffer.concat([whole.subarray(0, start), Buffer.from(bytes), whole.subarray(start)]);
}

const printable = fc.stringMatching(/^[\x20-\x7e]{0,40}$/);
const encoded = fc.string({ maxLength: 12, unit: 'binary-ascii' }).map(encodeURIComponent);

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).map(
    (junk): Damage =>
      (request) => ({ ...request, body: JSON.stringify(junk) }),
  ),
  fc.tuple(fc.nat(1000), fc.jsonValue({ maxDepth: 1 })).map(
    ([at, junk]): Damage =>
      (request) => ({
        ...request,
        body: typeof request.body === 'string' ? replaceNode(request.body, at, junk) : request.body,
      }),
  ),
  fc.nat(200).map(
    (at): Damage =>
      (request) => ({ ...request, body: cut(request.body, at) }),
  ),
  fc.tuple(fc.constantFrom(...noText), fc.nat(200)).map(
    ([bytes, at]): Damage =>
      (request) => ({ ...request, body: request.body === undefined ? undefined : spliced(request.body, at, bytes) }),
  ),
  fc.string({ maxLength: 30, unit: 'binary' }).map(
    (body): Damage =>
      (request) => ({ ...request, body }),
  ),
  fc.integer({ min: 65_000, max: 66_000 }).map(
    (size): Damage =>
      (request) => ({ ...request, body: request.body?.toString().padEnd(size) }),
  ),
  fc
    .constantFrom('text/plain', 'application/json;charset=utf-16', 'application/json, text/html', '/')
    .map((type) => header('content-type', type)),
  printable.map((key) => header('Idempotency-Key', key)),
  printable.map((id) => header('X-Correlation-Id', id)),
  printable.map((etag) => header('If-Match', etag)),
  printable.map((etag) => header('If-None-Match', etag)),
  fc.tuple(encoded, encoded).map(([name, value]) => query(`${name}=${value}`)),
  fc.constantFrom('limit=0', 'limit=1&limit=1', 'cursor=AAAA', 'status=', 'limit=%00', '&&&=').map(query),
  encoded.map(
    (id): Damage =>
      (request) => ({ ...request, path: request.path.replace(/ord_\w+/, id) }),
  ),
  fc.constantFrom('GET', 'PUT', 'DELETE', 'OPTIONS', 'POST').map(
    (method): Damage =>
      (request) => ({ ...request, method }),
  ),
  fc.constantFrom('none' as const, 'nonsense' as const).map(
    (token): Damage =>
      (request) => ({ ...request, token }),
  ),
);

const damaged = ([request, damages]: [FuzzRequest, Damage[]]): FuzzRequest =>
  damages.reduce<FuzzRequest>((sofar, hurt) => hurt(sofar), { ...request, accepted: false });

const stray: fc.Arbitrary<FuzzRequest> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
  path: fc.array(encoded, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`),
  headers: fc.constant({}),
  body: fc.option(printable, { nil: undefined }),
  token: fc.constantFrom('good' as const, 'none' as const),
  accepted: fc.constant(false),
});

/** Puts `junk` in the place of one node of a JSON text, the `at`th modulo their number; other text stays. */
function replaceNode(text: string, at: number, junk: unknown): string {
  const count = nodes(text);
  if (count === 0) return text;
  let seen = 0;
  return JSON.stringify(JSON.parse(text, (_, value) => (seen++ === at % count ? junk : value))) ?? 'null';
}

function nodes(text: string): number {
  let count = 0;
  try {
    JSON.parse(text, (_, value) => {
      count++;
      return value;
    });
  } catch {
    return 0;
  }
  return count;
}
