import type { TestCloud } from '../support/cloud.ts';
import type { Answer } from '../support/http.ts';
import { inCodePoints } from './alphabet.ts';
import { Ledger } from './ledger.ts';
import { startListener } from './listener.ts';
import { settle } from './settle.ts';

export interface CharacterResult {
  readonly delivered: number;
  readonly refused: number;
  readonly faults: readonly string[];
}

const inFlight = 8;

/**
 * Places an order with each of these characters in its reference. Each has to be refused with a pointer to it, where an
 * edge may refuse it at all, or be paid and told with the same bytes.
 */
export async function eachCharacter(
  cloud: TestCloud,
  characters: readonly string[],
  mayBeRefused: (text: string) => boolean,
  say?: (line: string) => void,
): Promise<CharacterResult> {
  const token = await cloud.token('globex');
  const listener = await startListener(cloud.url, 'globex');
  const ledger = new Ledger();
  const faults: string[] = [];
  let refused = 0;
  const queue = characters.entries();
  const worker = async () => {
    for (const [index, one] of queue) {
      const reference = `a${one}b`;
      const answer = await place(cloud, token, `character-${index}`, reference);
      if (answer.status === 201 && answer.json.reference === reference) ledger.accept(answer.json, inCodePoints(one));
      else if (mayBeRefused(one) && pointsAtReference(answer)) refused++;
      else faults.push(`${inCodePoints(one)} is answered ${answer.status}: ${answer.text.slice(0, 500)}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: inFlight }, worker));
    faults.push(...(await settle({ ledger, listener, ...(say && { say }) })));
    return { delivered: listener.events.size, refused, faults };
  } finally {
    await listener.close();
  }
}

const attempts = 10;

/** What a busy machine answers 503 or 504 is sent again with its key, as a client would. */
async function place(cloud: TestCloud, token: string, key: string, reference: string): Promise<Answer> {
  const call = {
    token,
    body: { currency: 'EUR', items: [{ sku: 'CHAR', quantity: 1, unitPrice: 1 }], reference },
    headers: { 'idempotency-key': key },
  };
  let answer = await cloud.call('POST', '/v1/orders', call);
  for (let attempt = 1; attempt < attempts && [503, 504].includes(answer.status); attempt++) {
    answer = await cloud.call('POST', '/v1/orders', call);
  }
  return answer;
}

function pointsAtReference({ status, json }: Answer): boolean {
  const errors = Array.isArray(json.errors) ? json.errors : [];
  return status === 422 && errors.length === 1 && errors[0]?.pointer === '#/reference';
}
