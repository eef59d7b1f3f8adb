import { createHash } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerOn } from '../guard/answer.ts';
import { isObject, type JsonObject, object, parseJson } from '../json.ts';
import { createListeners } from '../listeners.ts';
import { originOf } from '../port.ts';
import { seededRandom } from '../random.ts';
import { dialMistakes, healthy, type ProviderFaults } from './dial.ts';
import { createLedger, type Recorded } from './ledger.ts';

/** A request that was made, and how the provider answered; status 0 is no answer. */
export interface ProviderCall {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly idempotencyKey: string;
  readonly status: number;
}

/**
 * Somebody else's API, simulated: what is posted to it, wherever, is done once for an Idempotency-Key, and answered with
 * the request's own members, an id and a status. A dial makes faults.
 */
export interface SimulatedProvider {
  readonly url: string;
  readonly records: readonly Recorded[];
  readonly faults: ProviderFaults;
  /** Changes what is named, keeps the rest. @throws RangeError for what cannot be */
  setFaults(faults: Partial<ProviderFaults>): void;
  onCall(listener: (call: ProviderCall) => void): () => void;
  close(): Promise<void>;
}

export interface SimulatedProviderOptions {
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
export function startSimulatedProvider({ server, accepts }: SimulatedProviderOptions): SimulatedProvider {
  const ledger = createLedger();
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
  const post: Route = async (request) => {
    const body = parseJson(await readText(request));
    const failure = await failing(faults, random);
    const answer = failure ?? book(request, body);
    const isLost = failure === undefined && faults.loseAnswerRate > 0 && random() < faults.loseAnswerRate;
    const reply = isLost ? 'reset' : answer;
    const idempotencyKey = String(request.headers['idempotency-key'] ?? '');
    calls.notify({ at: Date.now(), idempotencyKey, status: typeof reply === 'string' ? 0 : reply.status });
    return reply;
  };
  const book = (request: IncomingMessage, body: unknown): Reply => {
    const { headers } = request;
    const key = headers['idempotency-key'];
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!accepts(token)) return problem(401, 'The API key is not known.');
    if (typeof key !== 'string' || key === '') return problem(400, 'Idempotency-Key is missing.');
    if (!isObject(body)) return problem(400, 'The body is a JSON object.');
    const declines = chanceOf(faults.seed, key) < faults.declineRate;
    const recording = ledger.record(key, { path: pathOf(request), body }, declines);
    if (recording.kind === 'conflict') return problem(409, 'The key was used for another request.');
    const fresh = recording.kind === 'new' ? 201 : 200;
    return { status: declines ? 402 : fresh, body: viewOf(recording.recorded) };
  };
  const routes: Readonly<Record<string, Route>> = {
    'GET /records': async () => ({ status: 200, body: { records: ledger.records } }),
    'GET /faults': async () => ({ status: 200, body: { ...faults } }),
    'PUT /faults': async (request) => {
      const dial = parseJson(await readText(request));
      const mistakes = isObject(dial) ? dialMistakes(dial) : ['the dial is a JSON object'];
      if (mistakes.length > 0) return problem(400, mistakes.join('; '));
      setFaults({ ...healthy, ...object(dial) });
      return { status: 200, body: { ...faults } };
    },
  };
  serve(
    server,
    (request) => routes[`${request.method} ${pathOf(request)}`] ?? (request.method === 'POST' ? post : absent),
  );
  return {
    url,
    get records() {
      return ledger.records;
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

const absent: Route = async () => problem(404, 'There is no such path.');

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?')[0] ?? '/';

/** As it is answered: the request's own members, and what became of it. */
const viewOf = ({ id, body, status, idempotencyKey, createdAt }: Recorded): JsonObject => ({
  ...body,
  id,
  status,
  idempotencyKey,
  createdAt,
});

function serve(server: Server, routeOf: (request: IncomingMessage) => Route): void {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const reply = await routeOf(request)(request);
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

/** What the dial does to a request before it is looked at. */
async function failing(faults: ProviderFaults, random: () => number): Promise<Reply | NoReply | undefined> {
  // It came on a connection from before.
  if (faults.refuse) return 'reset';
  if (faults.hang) return 'silence';
  if (faults.latencyMs > 0) await sleep(faults.latencyMs, undefined, { ref: false });
  return random() < faults.errorRate ? problem(500, 'The provider fails.') : undefined;
}

/** In [0, 1), the same for a key however often it comes. */
function chanceOf(seed: number, key: string): number {
  return createHash('sha256').update(`${seed} ${key}`).digest().readUInt32BE() / 2 ** 32;
}

function problem(status: number, message: string): Reply {
  return { status, body: { error: { message } } };
}
