import { judgeOf } from '../contract/examples/judge.ts';
import { type ExampleRequest, exampleRequests } from '../contract/examples/request.ts';
import type { Contract, Operation, SecurityRequirement } from '../contract/model.ts';
import { faultOf } from './verdict.ts';

/** What callers show, as the operation asks for it. */
export type Credentials = (requirement: SecurityRequirement) => Promise<Readonly<Record<string, string>>>;

export interface Tried {
  readonly operationId: string;
  /** `GET /pets?limit=10` */
  readonly request: string;
  /** Absent: nothing was sent. */
  readonly status?: number;
  /** Absent: it answered as the contract says. */
  readonly fault?: string;
}

const atOnce = 4;
/** A function that starts for the first time, and a gateway that limits. */
const patienceMs = 30_000;
const attempts = 5;

/** Sends an example of a request to each operation, and judges what it answers by the contract. */
export async function tryOperations(
  contract: Contract,
  origin: string,
  credentials: Credentials,
): Promise<readonly Tried[]> {
  const requestOf = exampleRequests(contract);
  const judge = judgeOf(contract.derived);
  const tried: Tried[] = [];
  const waiting = [...contract.operations.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, operation] = next;
      tried[index] = await tryOperation(operation, requestOf(operation));
    }
  };
  const tryOperation = async (operation: Operation, example: ExampleRequest): Promise<Tried> => {
    const about = { operationId: operation.operationId, request: `${example.method} ${example.path}` };
    try {
      const received = await send(origin, example, credentials);
      const fault = faultOf(operation, judge, received);
      const why = fault !== undefined && example.breach !== undefined ? `no example fits: ${example.breach}` : fault;
      return { ...about, status: received.status, ...(why !== undefined && { fault: why }) };
    } catch (error) {
      return { ...about, fault: String((error as Error).cause ?? error) };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return tried;
}

async function send(origin: string, example: ExampleRequest, credentials: Credentials) {
  const { method, path, body, credential } = example;
  const shown = credential === undefined ? {} : await credentials(credential);
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { ...example.headers, ...shown },
      ...(body !== undefined && { body: body as NonNullable<RequestInit['body']> }),
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await response.text();
    const isLimited = response.status === 429 && attempt < attempts;
    if (!isLimited) return { status: response.status, mediaType: response.headers.get('content-type'), text };
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
