import fc from 'fast-check';
import type { Answer } from 'penstock/testkit/http';
import type { TestCloud } from '../support/cloud.ts';
import { codeIn, doorFault, secret } from './door-fault.ts';
import type { DoorRequest } from './door-request.ts';
import { type Door, doors } from './door-requests.ts';
import { plainRequests } from './plain-requests.ts';

export interface DoorFault {
  readonly what: string;
  readonly door: Door;
  /** Its body is in base64. */
  readonly asked: unknown;
  readonly answer: Pick<Answer, 'status' | 'text'>;
}

export interface DoorsResult {
  /** How often what was answered: `graph 200`, `connect 400 invalid_argument`. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly faults: readonly DoorFault[];
}

/** One whose orders are asked for, and one who asks. */
const owner = 'acme';
const stranger = 'globex';

const ordersOfEach = 5;
const inFlight = 8;
/** As many as the functions of streams may run at once. */
const streamsInFlight = 2;

/**
 * Sends seeded requests by the graph and the services, as many by each door, as a tenant that names another one's orders:
 * nothing may fail inside, nothing of the other tenant may be in an answer, and every stream has an end.
 */
export async function fuzzDoors(
  cloud: TestCloud,
  { requests, seed }: { readonly requests: number; readonly seed: number },
): Promise<DoorsResult> {
  const foreign = await placeOrders(cloud, owner, secret, seed);
  const own = await placeOrders(cloud, stranger, 'OWN', seed);
  const token = await cloud.token(stranger);
  const ids = [...foreign, ...foreign, ...own];
  const names = Object.keys(doors) as Door[];
  const run: Run = { cloud, token, foreign, statuses: {}, faults: [] };
  // One after the other: doors share functions, whose concurrency what is sent at once must not pass.
  for (const door of names) {
    const drawn = fc.sample(doors[door](ids), { seed, numRuns: Math.ceil(requests / names.length) });
    await sendAll(run, door, [...plainRequests(door, { own: own[0] ?? '', foreign: foreign[0] ?? '' }), ...drawn]);
  }
  return run;
}

interface Run extends DoorsResult {
  readonly cloud: TestCloud;
  readonly token: string;
  readonly foreign: readonly string[];
  readonly statuses: Record<string, number>;
  readonly faults: DoorFault[];
}

async function sendAll({ cloud, token, foreign, ...result }: Run, door: Door, all: readonly DoorRequest[]) {
  const queue = all.values();
  const worker = async () => {
    for (const asked of queue) {
      const send = () => cloud.call(asked.method, asked.path, { ...asked, token });
      // A kept connection is closed as it is used again, a busy machine ends a function: what a request causes, it causes twice.
      const first = await send().catch(unanswered);
      const answer = first.status === FAILED ? await send().catch(unanswered) : first;
      const bucket = [door, answer.status, codeIn(door, answer) ?? ''].join(' ').trim();
      result.statuses[bucket] = (result.statuses[bucket] ?? 0) + 1;
      const what = doorFault(door, answer, unaskedFor(foreign, asked));
      if (what !== undefined) result.faults.push({ what, door, asked: inBase64(asked), answer: answerOf(answer) });
    }
  };
  await Promise.all(Array.from({ length: door.endsWith('stream') ? streamsInFlight : inFlight }, worker));
}

/** What the gateway says of a function that failed. */
const FAILED = 502;

const unanswered = (error: unknown): Answer => {
  const bytes = Buffer.from(`${error}`);
  return { status: FAILED, headers: {}, text: bytes.toString(), bytes, json: {} };
};

/** An error may say an id again that its caller named. */
function unaskedFor(ids: readonly string[], { path, body }: DoorRequest): readonly string[] {
  const asked = `${path} ${body?.toString('latin1')} ${Buffer.from(body?.toString() ?? '', 'base64').toString('latin1')}`;
  return ids.filter((id) => !asked.includes(id));
}

const inBase64 = ({ body, ...asked }: DoorRequest) => ({ ...asked, ...(body && { body: body.toString('base64') }) });
const answerOf = ({ status, text }: Answer) => ({ status, text });

async function placeOrders(cloud: TestCloud, tenant: string, sku: string, seed: number): Promise<readonly string[]> {
  const token = await cloud.token(tenant);
  const place = async (_: unknown, index: number) => {
    const answer = await cloud.call('POST', '/v1/orders', {
      token,
      headers: { 'idempotency-key': `doors-${seed}-${index}` },
      body: { currency: 'EUR', items: [{ sku, quantity: 1, unitPrice: 1 }], reference: sku },
    });
    if (answer.status !== 201) throw new Error(`An order to ask for was answered ${answer.status} ${answer.text}`);
    return String(answer.json.id);
  };
  return Promise.all(Array.from({ length: ordersOfEach }, place));
}
