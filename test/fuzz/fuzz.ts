import fc from 'fast-check';
import { type Contract, loadContract } from '../../lib/contract/index.ts';
import type { TestCloud } from '../support/cloud.ts';
import type { Answer } from '../support/http.ts';
import { type Oracle, operationAt, oracle } from './oracle.ts';
import { type FuzzRequest, requests } from './requests.ts';

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
  readonly progress?: (done: number) => void;
}

export interface Fault {
  readonly index: number;
  readonly what: string;
  readonly request: FuzzRequest;
  readonly answer: Answer;
}

export interface FuzzResult {
  readonly statuses: Readonly<Record<string, number>>;
  readonly faults: readonly Fault[];
}

const chunk = 1_000;
const inFlight = 16;

/** Sends seeded requests to a running cloud and judges every answer by the contract. */
export async function fuzz(cloud: TestCloud, options: FuzzOptions): Promise<FuzzResult> {
  const contract = loadContract('contract/orders.openapi.yaml');
  const token = await cloud.token('globex');
  const run: Run = { contract, cloud, token, judge: oracle(contract), statuses: {}, faults: [] };
  for (let start = 0; start < options.requests; start += chunk) {
    const count = Math.min(chunk, options.requests - start);
    const ids = await someOrders(cloud, token, `${options.seed}-${start}`);
    const batch = fc.sample(requests(contract, ids), { seed: options.seed + start, numRuns: count });
    await sendAll(run, batch, start);
    options.progress?.(start + count);
  }
  return run;
}

interface Run {
  readonly contract: Contract;
  readonly cloud: TestCloud;
  readonly token: string;
  readonly judge: Oracle;
  readonly statuses: Record<string, number>;
  readonly faults: Fault[];
}

async function sendAll(run: Run, batch: readonly FuzzRequest[], start: number): Promise<void> {
  const queue = batch.entries();
  const worker = async () => {
    for (const [offset, request] of queue) await sendOne(run, request, start + offset);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

async function sendOne(
  { contract, cloud, token, judge, statuses, faults }: Run,
  request: FuzzRequest,
  index: number,
): Promise<void> {
  const bearer = { good: token, none: undefined, nonsense: 'nonsense' }[request.token];
  const { method, path, headers, body } = request;
  const answer = await cloud.call(method, path, { token: bearer, headers, body });
  const bucket = `${operationAt(contract, request)?.operationId ?? 'elsewhere'} ${answer.status}`;
  statuses[bucket] = (statuses[bucket] ?? 0) + 1;
  const what = judge(request, answer);
  if (what !== undefined) faults.push({ index, what, request, answer });
}

/** New orders under known keys: a seed meets the same ids again, and each series some that can still change. */
async function someOrders(cloud: TestCloud, token: string, series: string): Promise<string[]> {
  const body = { currency: 'EUR', items: [{ sku: 'FUZZ', quantity: 1, unitPrice: 1 }] };
  const keys = Array.from({ length: 40 }, (_, index) => `fuzz-${series}-${index}`);
  const place = (key: string) => cloud.call('POST', '/v1/orders', { token, body, headers: { 'idempotency-key': key } });
  const answers = await Promise.all(keys.map(place));
  return answers.map(({ json }) => String(json.id));
}
