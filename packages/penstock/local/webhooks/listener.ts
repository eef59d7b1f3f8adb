import type { Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { answerOn } from '../guard/answer.ts';
import { isObject, object, parseJson, text } from '../json.ts';
import { type ReceivedWebhook, verifyWebhook } from './verify.ts';

export interface ListenerOptions {
  /** A bound server. */
  readonly server: Server;
  /** Any of them verifies. None until one is known: then nothing can be verified. */
  readonly secrets: () => readonly string[];
  /** Answered to a delivery that is verified, or that nothing verifies. */
  readonly status: number;
  readonly print: (line: string) => void;
}

/** Prints each delivery and what its signature is worth; one that is not genuine is answered with 401. */
export function listen({ server, secrets, status, print }: ListenerOptions): void {
  answerOn(server, (request, response) => {
    buffer(request).then(
      (body) => {
        const { line, genuine } = describeDelivery({ headers: request.headers, body }, secrets());
        print(line);
        response.writeHead(genuine ? status : 401).end();
      },
      () => response.destroy(),
    );
  });
}

/** One line: time, event type, subject, verdict. */
export function describeDelivery(webhook: ReceivedWebhook, secrets: readonly string[], now = Date.now()) {
  const event = parseJson(webhook.body.toString('utf8'));
  const { type, subject } = object(event);
  const what = isObject(event)
    ? `${text(type) ?? 'no type'} ${text(subject) ?? ''}`.trim()
    : `${webhook.body.length} bytes that are no JSON`;
  const { worth, genuine } = worthOf(webhook, secrets);
  const clock = new Date(now).toISOString().slice(11, 23);
  const id = text(webhook.headers['webhook-id']) ?? 'no webhook-id';
  return { line: printable(`${clock} ${what} (${id}): ${worth}`), genuine };
}

/** What the signatures are worth, and by which of several secrets. */
function worthOf(webhook: ReceivedWebhook, secrets: readonly string[]) {
  if (secrets.length === 0) return { worth: 'not verified: no --secret', genuine: true };
  const verdicts = secrets.map((secret) => verifyWebhook(webhook, secret));
  const index = verdicts.findIndex(({ kind }) => kind === 'verified');
  if (index >= 0) {
    return {
      worth: secrets.length === 1 ? 'verified' : `verified by secret ${index + 1} of ${secrets.length}`,
      genuine: true,
    };
  }
  const [refusal] = verdicts;
  return { worth: `REFUSED: ${refusal?.kind === 'refused' ? refusal.reason : ''}`, genuine: false };
}

/** Anyone may send to a listener: no control character reaches the terminal. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, '?');
}
