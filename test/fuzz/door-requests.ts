import fc from 'fast-check';
import { buildASTSchema } from 'graphql';
import { schema } from '../../functions/generated/graph/schema.ts';
import type { DoorRequest } from './door-request.ts';
import { documents, type GraphAsked } from './graph-documents.ts';
import { connectRequests, connectStreamRequests, grpcWebRequests, grpcWebStreamRequests } from './rpc-requests.ts';

const ast = buildASTSchema(JSON.parse(schema), { assumeValid: true, assumeValidSDL: true });

const posted =
  (path: string, headers: DoorRequest['headers'] = {}) =>
  (asked: GraphAsked): DoorRequest => ({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(asked)),
  });

const graphRequests = (ids: readonly string[]): fc.Arbitrary<DoorRequest> =>
  documents(ast, ids, { query: 50, mutation: 50 }).map(posted('/graphql'));

/** What a client that comes again has seen, and what none has. */
const lastSeen = fc.constantFrom('0', '1', '2', '-1', 'x', '99999999999999999999', '');

const streamHeaders: fc.Arbitrary<Record<string, string>> = fc.record(
  { accept: fc.constantFrom('text/event-stream', '*/*', 'application/json'), 'last-event-id': lastSeen },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string>>;

const graphStreamRequests = (ids: readonly string[]): fc.Arbitrary<DoorRequest> =>
  fc
    .tuple(documents(ast, ids, { subscription: 90, query: 5, mutation: 5 }), streamHeaders, fc.nat(4))
    .map(([asked, headers, dice]) =>
      dice > 0
        ? posted('/graphql/stream', headers)(asked)
        : { method: 'GET', path: `/graphql/stream?${new URLSearchParams({ query: String(asked.query) })}`, headers },
    );

/** What is sent by each door. The ids are of another tenant's orders most often, now and then of the caller's own. */
export const doors = {
  graph: graphRequests,
  'graph-stream': graphStreamRequests,
  connect: connectRequests,
  'connect-stream': connectStreamRequests,
  'grpc-web': grpcWebRequests,
  'grpc-web-stream': grpcWebStreamRequests,
} as const satisfies Readonly<Record<string, (ids: readonly string[]) => fc.Arbitrary<DoorRequest>>>;

export type Door = keyof typeof doors;
