import fc from 'fast-check';
import type { Answer } from 'penstock/testkit/http';
import { loadContract } from '../../packages/penstock/contract/load.ts';
import type { Contract } from '../../packages/penstock/contract/model.ts';
import type { TestCloud } from '../support/cloud.ts';
import { inCodePoints, isPlain } from './alphabet.ts';
import { headFault } from './head.ts';
import { Ledger } from './ledger.ts';
import { type Listener, startListener } from './listener.ts';
import { type Oracle, operationAt, oracle } from './oracle.ts';
import { type FuzzRequest, freshOrder, requests } from './requests.ts';
import { settle } from './settle.ts';

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
  /** Gets a line as requests are answered, and as what they were promised comes. */
  readonly say?: (line: string) => void;
}

export interface Fault {
  readonly what: string;
  /** Absent where it is not one answer that is at fault, but what became of it. */
  readonly index?: number;
  readonly request?: FuzzRequest;
  readonly answer?: Answer;
}

export interface FuzzResult {
  readonly statuses: Readonly<Record<string, number>>;
  readonly faults: readonly Fault[];
  /** Orders and versions of them that were accepted, settled and delivered. */
  readonly settled: number;
}

/** Requests after which everything accepted has to be settled before there are more: no fault is far from its cause. */
const chunk = 1_000;
/** Requests with GET of a chunk that are sent once more, and then with HEAD. */
const heads = 100;
/** Where the machine is so busy that a function does not even answer that it is late; what a request causes, it causes again. */
const endedByClock = 502;
const freshOrders = 12;
/** Operations whose answer is an order. */
const answeringOrders = new Set(['createOrder', 'createOrderV2', 'updateOrder', 'cancelOrder']);
const inFlight = 16;

/** Orders are placed by one tenant; endpoints are made by another, so that no order is told to addresses made up. */
const orderTenant = 'globex';
const endpointTenant = 'acme';

/**
 * Sends seeded requests to a running cloud, judges every answer by the contract, and asks what became of everything that
 * was accepted: it is settled and delivered, and so is a plain order placed after each strange one.
 */
export async function fuzz(cloud: TestCloud, options: FuzzOptions): Promise<FuzzResult> {
  const contract = loadContract('contract/openapi.yaml');
  const listener = await startListener(cloud.url, orderTenant);
  const tokens = { orders: await cloud.token(orderTenant), endpoints: await cloud.token(endpointTenant) };
  const ledger = new Ledger();
  const outcome = { statuses: {}, faults: [], ledger, listener };
  const run: Run = { seed: options.seed, contract, cloud, tokens, judge: oracle(contract), ...outcome };
  cloud.cloud.provider?.setFaults({ declineRate: 0.3, seed: options.seed });
  try {
    for (let start = 0; start < options.requests && !isLost(run); start += chunk) {
      await sendChunk(run, options, start);
    }
  } finally {
    await listener.close();
  }
  return { statuses: run.statuses, faults: run.faults, settled: ledger.size };
}

interface Run {
  readonly seed: number;
  readonly contract: Contract;
  readonly cloud: TestCloud;
  readonly tokens: { readonly orders: string; readonly endpoints: string };
  readonly judge: Oracle;
  readonly statuses: Record<string, number>;
  readonly faults: Fault[];
  readonly ledger: Ledger;
  readonly listener: Listener;
}

/** Something accepted never came: whatever is asked of this stage from now on says no more. */
const isLost = ({ faults }: Run): boolean => faults.some(({ index }) => index === undefined);

async function sendChunk(run: Run, { requests: all, seed, say = () => {} }: FuzzOptions, start: number): Promise<void> {
  const count = Math.min(chunk, all - start);
  const ids = await someOrders(run, `${seed}-${start}`);
  const batch = fc.sample(requests(run.contract, ids), { seed: seed + start, numRuns: count });
  await sendAll(run, batch, start);
  const done = `${start + count}/${all} requests, ${run.faults.length} faults`;
  const missing = await settle({ ...run, say: (line) => say(`${done}, ${line}`) });
  run.faults.push(...missing.map((what) => ({ what })));
  await sendHeads(run, batch, start);
}

/** HEAD wherever there is GET, once everything is settled: what one of the two shows, the other has to show. */
async function sendHeads(run: Run, batch: readonly FuzzRequest[], start: number): Promise<void> {
  const gets = [...batch.entries()].filter(([, request]) => request.method === 'GET').slice(0, heads);
  const queue = gets.values();
  const worker = async () => {
    for (const [offset, request] of queue) await sendHead(run, request, start + offset);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

async function sendHead(run: Run, request: FuzzRequest, index: number): Promise<void> {
  const operationId = operationAt(run.contract, request)?.operationId;
  const get = await ask(run, request);
  const answer = await ask(run, { ...request, method: 'HEAD' });
  count(run, `HEAD ${operationId ?? 'elsewhere'} ${answer.status}`);
  const what = headFault(get, answer);
  if (what !== undefined) run.faults.push({ index, what, request, answer });
}

function ask({ cloud, tokens }: Run, { method, path, headers, body, token }: FuzzRequest): Promise<Answer> {
  const own = path.startsWith('/v1/webhook-endpoints') ? tokens.endpoints : tokens.orders;
  const bearer = { good: own, none: undefined, nonsense: 'nonsense' }[token];
  return cloud.call(method, path, { token: bearer, headers, body });
}

function count({ statuses }: Run, bucket: string): void {
  statuses[bucket] = (statuses[bucket] ?? 0) + 1;
}

async function sendAll(run: Run, batch: readonly FuzzRequest[], start: number): Promise<void> {
  const queue = batch.entries();
  const worker = async () => {
    for (const [offset, request] of queue) await sendOne(run, request, start + offset);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

async function sendOne(run: Run, generated: FuzzRequest, index: number): Promise<void> {
  const request = await withFreshOrder(run, generated, index);
  const { contract, judge, faults, ledger } = run;
  const operationId = operationAt(contract, request)?.operationId;
  const cancelled = operationId === 'cancelOrder' ? /ord_\w+/.exec(request.path)?.[0] : undefined;
  if (cancelled !== undefined) ledger.mayBeCancelled(cancelled);
  const counted = async () => {
    const answer = await ask(run, request);
    count(run, `${operationId ?? 'elsewhere'} ${answer.status}`);
    return answer;
  };
  const first = await counted();
  const answer = first.status === endedByClock ? await counted() : first;
  const what = judge(request, answer);
  if (what !== undefined) faults.push({ index, what, request, answer });
  if (answer.status >= 300 || !answeringOrders.has(operationId ?? '')) return;
  ledger.accept(answer.json, `request ${index}`);
  const reference = String(answer.json.reference ?? '');
  if (!isPlain(reference))
    await placePlain(run, `after-${run.seed}-${index}`, `after ${inCodePoints(reference).slice(0, 100)}`);
}

async function withFreshOrder(run: Run, request: FuzzRequest, index: number): Promise<FuzzRequest> {
  if (!request.path.includes(freshOrder)) return request;
  const id = await placePlain(run, `for-${run.seed}-${index}`, `for request ${index}`);
  return { ...request, path: request.path.replace(freshOrder, id) };
}

/** New orders under known keys: a seed meets the same ids again, and each series some that can still change. */
async function someOrders(run: Run, series: string): Promise<string[]> {
  const keys = Array.from({ length: freshOrders }, (_, index) => `fuzz-${series}-${index}`);
  return await Promise.all(keys.map((key) => placePlain(run, key, key)));
}

async function placePlain({ cloud, tokens, ledger, faults }: Run, key: string, note: string): Promise<string> {
  const answer = await cloud.call('POST', '/v1/orders', {
    token: tokens.orders,
    body: { currency: 'EUR', items: [{ sku: 'FUZZ', quantity: 1, unitPrice: 1 }] },
    headers: { 'idempotency-key': key },
  });
  if (answer.status === 201) ledger.accept(answer.json, note);
  else if (answer.status !== 503 && answer.status !== 504) faults.push({ what: `a plain order, ${note}`, answer });
  return String(answer.json.id);
}
