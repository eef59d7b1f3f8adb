import { createHash } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerOn } from '../guard/answer.ts';
import { isObject, type JsonObject, object, parseJson, text } from '../json.ts';
import { createListeners } from '../listeners.ts';
import { originOf } from '../port.ts';
import { seededRandom } from '../random.ts';
import { dialMistakes, healthy, type ProviderFaults } from './dial.ts';
import { type Charge, type ChargeRequest, createChargeLedger } from './ledger.ts';

/** A charge that was asked for, and how the provider answered; status 0 is no answer. */
export interface ProviderCall {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly orderId: string;
  readonly status: number;
}

/** A simulated payment provider: charges by idempotency key, faults by dial. */
export interface PaymentProvider {
  readonly url: string;
  readonly charges: readonly Charge[];
  readonly faults: ProviderFaults;
  /** Changes what is named, keeps the rest. @throws RangeError for what cannot be */
  setFaults(faults: Partial<ProviderFaults>): void;
  onCall(listener: (call: ProviderCall) => void): () => void;
  close(): Promise<void>;
}

export interface PaymentProviderOptions {
  readonly server: Server;
  /** Whether a bearer token is a key of this provider. */
  readonly accepts: (token: string) => boolean;
}

interface Reply {
  readonly status: number;
  readonly body: JsonObject;
}

type Route = (request: IncomingMessage) => Promise<Reply | NoReply>;
type NoReply = 'reset' | 'silence';

/** Answers on a bound server until it is closed. */
export function startPaymentProvider({ server, accepts }: PaymentProviderOptions): PaymentProvider {
  const ledger = createChargeLedger();
  const calls = createListeners<ProviderCall>();
  const url = originOf(server);
  let faults = healthy;
  let random = seededRandom(faults.seed);
  const setFaults = (dial: JsonObject) => {
    const mistakes = dialMistakes(dial);
    if (mistakes.length > 0) throw new RangeError(mistakes.join('; '));
    faults = { ...faults, ...dial };
    if (faults.refuse) server.close();
    else if (!server.listening) server.listen(Number(new URL(url).port), '127.0.0.1');
    if (dial.seed !== undefined) random = seededRandom(faults.seed);
  };
  const charge: Route = async (request) => {
    const body = parseJson(await readText(request));
    const failure = await failing(faults, random);
    const answer = failure ?? book(request, body);
    const isLost = failure === undefined && faults.loseAnswerRate > 0 && random() < faults.loseAnswerRate;
    const reply = isLost ? 'reset' : answer;
    const orderId = text(object(body).orderId) ?? '';
    calls.notify({ at: Date.now(), orderId, status: typeof reply === 'string' ? 0 : reply.status });
    return reply;
  };
  const book = ({ headers }: IncomingMessage, body: unknown): Reply => {
    const key = headers['idempotency-key'];
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!accepts(token)) return problem(401, 'The API key is not known.');
    if (typeof key !== 'string' || key === '') return problem(400, 'Idempotency-Key is missing.');
    const wanted = chargeRequest(body);
    if (wanted === undefined) return problem(400, 'A charge has orderId, amount (a positive integer) and currency.');
    const recorded = ledger.record(key, wanted, chanceOf(faults.seed, key) < faults.declineRate);
    if (recorded.kind === 'conflict') return problem(409, 'The key was used for another charge.');
    const fresh = recorded.kind === 'new' ? 201 : 200;
    return { status: recorded.charge.status === 'declined' ? 402 : fresh, body: { ...recorded.charge } };
  };
  const routes: Readonly<Record<string, Route>> = {
    'POST /charges': charge,
    'GET /charges': async (request) => ({ status: 200, body: { charges: ledger.charges.filter(wantedBy(request)) } }),
    'GET /faults': async () => ({ status: 200, body: { ...faults } }),
    'PUT /faults': async (request) => {
      const dial = parseJson(await readText(request));
      const mistakes = isObject(dial) ? dialMistakes(dial) : ['the dial is a JSON object'];
      if (mistakes.length > 0) return problem(400, mistakes.join('; '));
      setFaults({ ...healthy, ...object(dial) });
      return { status: 200, body: { ...faults } };
    },
  };
  serve(server, routes);
  return {
    url,
    get charges() {
      return ledger.charges;
    },
    get faults() {
      return faults;
    },
    setFaults: (dial) => setFaults({ ...dial }),
    onCall: calls.add,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function serve(server: Server, routes: Readonly<Record<string, Route>>): void {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '/').split('?')[0];
    const route = routes[`${request.method} ${path}`] ?? (async () => problem(404, 'There is no such path.'));
    const reply = await route(request);
    if (reply === 'reset') request.socket.resetAndDestroy();
    else if (reply !== 'silence') {
      response.writeHead(reply.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(reply.body));
    }
  };
  answerOn(server, (request, response) => {
    // A client that has gone away needs no answer.
    answer(request, response).catch(() => response.destroy());
  });
}

/** What the dial does to a charge before it is looked at. */
async function failing(faults: ProviderFaults, random: () => number): Promise<Reply | NoReply | undefined> {
  // It came on a connection from before.
  if (faults.refuse) return 'reset';
  if (faults.hang) return 'silence';
  if (faults.latencyMs > 0) await sleep(faults.latencyMs, undefined, { ref: false });
  return random() < faults.errorRate ? problem(500, 'The provider fails.') : undefined;
}

function chargeRequest(body: unknown): ChargeRequest | undefined {
  const { orderId, amount, currency } = object(body);
  if (typeof orderId !== 'string' || typeof currency !== 'string' || typeof amount !== 'number') return undefined;
  return Number.isInteger(amount) && amount > 0 ? { orderId, amount, currency } : undefined;
}

function wantedBy(request: IncomingMessage): (charge: Charge) => boolean {
  const orderId = new URL(request.url ?? '/', 'http://provider').searchParams.get('orderId');
  return (charge) => orderId === null || charge.orderId === orderId;
}

/** In [0, 1), the same for a key however often it comes. */
function chanceOf(seed: number, key: string): number {
  return createHash('sha256').update(`${seed} ${key}`).digest().readUInt32BE() / 2 ** 32;
}

function problem(status: number, message: string): Reply {
  return { status, body: { error: { message } } };
}
