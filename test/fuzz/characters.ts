import { setTimeout } from 'node:timers/promises';
import type { Answer } from 'penstock/testkit/http';
import type { TestCloud } from '../support/cloud.ts';
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
const attempts = 10;

/**
 * Places an order with each of these characters in its reference. Each has to be refused with a pointer to it, where an
 * edge may refuse it at all, or be paid and delivered with the same bytes.
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

/**
 * The key is made of the place in the list alone: one that holds a character of its own is another test. What a busy
 * machine says may be asked again is, under the same key.
 */
async function place(cloud: TestCloud, token: string, key: string, reference: string): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await cloud.call('POST', '/v1/orders', {
      token,
      body: { currency: 'EUR', items: [{ sku: 'CHAR', quantity: 1, unitPrice: 1 }], reference },
      headers: { 'idempotency-key': key },
    });
    if (answer.json.retryable !== true || attempt === attempts) return answer;
    await setTimeout(attempt * 100);
  }
}

function pointsAtReference({ status, json }: Answer): boolean {
  const errors = Array.isArray(json.errors) ? json.errors : [];
  return status === 422 && errors.length === 1 && errors[0]?.pointer === '#/reference';
}
