import fc from 'fast-check';
import { buildASTSchema } from 'graphql';
import type { Answer } from 'penstock/testkit/http';
import { schema } from '../../functions/generated/graph/schema.ts';
import type { TestCloud } from '../support/cloud.ts';
import { documents } from './graph-documents.ts';
import { rpcCalls } from './rpc-calls.ts';

export interface DoorFault {
  readonly what: string;
  readonly asked: unknown;
  readonly answer: Pick<Answer, 'status' | 'text'>;
}

export interface DoorsResult {
  /** How often what was answered: `graph 200`, `rpc 400 invalid_argument`. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly faults: readonly DoorFault[];
}

interface DoorRequest {
  readonly door: 'graph' | 'rpc';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One whose orders are asked for, and one who asks. */
const owner = 'acme';
const stranger = 'globex';

/** In every order of the owner's: whoever else sees it was shown what is not theirs. */
const secret = 'ACME-ONLY';

const ordersOfOwner = 5;
const inFlight = 8;

/** What a busy machine may answer to anything. */
const overloaded = new Set([502, 503, 504]);

/**
 * Sends seeded documents to the graph and calls to the services, half of each, as a tenant that names another one's orders:
 * nothing may fail inside, and nothing of the other tenant may be in an answer.
 */
export async function fuzzDoors(
  cloud: TestCloud,
  { requests, seed }: { readonly requests: number; readonly seed: number },
): Promise<DoorsResult> {
  const ids = await placeOrders(cloud, seed);
  const token = await cloud.token(stranger);
  const ast = buildASTSchema(JSON.parse(schema), { assumeValid: true, assumeValidSDL: true });
  const graph = fc.sample(documents(ast, ids), { seed, numRuns: Math.ceil(requests / 2) });
  const rpc = fc.sample(rpcCalls(ids), { seed, numRuns: Math.floor(requests / 2) });
  const all: readonly DoorRequest[] = [
    ...graph.map((asked) => ({ door: 'graph' as const, path: '/graphql', headers: json, body: JSON.stringify(asked) })),
    ...rpc.map((asked) => ({ door: 'rpc' as const, ...asked })),
  ];
  const statuses: Record<string, number> = {};
  const faults: DoorFault[] = [];
  const queue = all.values();
  const worker = async () => {
    for (const request of queue) {
      const { path, headers, body } = request;
      const answer = await cloud.call('POST', path, { token, headers, body });
      const bucket = bucketOf(request, answer);
      statuses[bucket] = (statuses[bucket] ?? 0) + 1;
      const what = doorFault(request, answer);
      if (what !== undefined)
        faults.push({ what, asked: request, answer: { status: answer.status, text: answer.text } });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return { statuses, faults };
}

const json = { 'content-type': 'application/json' };

async function placeOrders(cloud: TestCloud, seed: number): Promise<readonly string[]> {
  const token = await cloud.token(owner);
  const place = async (_: unknown, index: number) => {
    const answer = await cloud.call('POST', '/v1/orders', {
      token,
      headers: { 'idempotency-key': `doors-${seed}-${index}` },
      body: { currency: 'EUR', items: [{ sku: secret, quantity: 1, unitPrice: 1 }], reference: secret },
    });
    if (answer.status !== 201) throw new Error(`An order to ask for was answered ${answer.status} ${answer.text}`);
    return String(answer.json.id);
  };
  return Promise.all(Array.from({ length: ordersOfOwner }, place));
}

interface GraphError {
  readonly extensions?: { readonly code?: string };
}

const errorsOf = ({ json: { errors } }: Pick<Answer, 'json'>): readonly GraphError[] =>
  Array.isArray(errors) ? errors : [];

const bucketOf = ({ door }: DoorRequest, answer: Pick<Answer, 'status' | 'json'>): string => {
  const detail = door === 'rpc' ? answer.json.code : errorsOf(answer)[0]?.extensions?.code;
  return `${door} ${answer.status}${typeof detail === 'string' ? ` ${detail}` : ''}`;
};

/** Connect's own answer to bytes that are no message of Protobuf, before any of ours runs: `internal`, by the specification of gRPC. */
const isUnreadable = ({ code, message }: Answer['json']): boolean =>
  code === 'internal' && String(message).startsWith('parse binary: ');

/** What is wrong with an answer; undefined where nothing is. */
export function doorFault(
  { door }: Pick<DoorRequest, 'door'>,
  answer: Pick<Answer, 'status' | 'text' | 'json'>,
): string | undefined {
  const { status, text, json: body } = answer;
  if (text.includes(secret)) return "shows what is another tenant's";
  if (overloaded.has(status) || isUnreadable(body)) return undefined;
  if (status >= 500) return `answered ${status}`;
  if (door === 'rpc')
    return ['internal', 'unknown', 'data_loss'].includes(String(body.code)) ? 'failed inside' : undefined;
  const codes = errorsOf(answer).map(({ extensions }) => extensions?.code);
  if (codes.includes('internal-error')) return 'failed inside';
  if (codes.includes(undefined)) return 'has an error without a code';
  return 'data' in body || codes.length > 0 || status >= 400 ? undefined : 'has neither data nor errors';
}
