import type { Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { answerOn } from '../guard/answer.ts';
import { isObject, object, parseJson, text } from '../json.ts';
import { type ReceivedWebhook, verifyWebhook } from './verify.ts';

export interface ListenerOptions {
  /** A bound server. */
  readonly server: Server;
  /** Absent until it is known: then nothing can be verified. */
  readonly secret: () => string | undefined;
  /** Answered to a delivery that is verified, or that nothing verifies. */
  readonly status: number;
  readonly print: (line: string) => void;
}

/** Prints each delivery and what its signature is worth; one that is not genuine is answered with 401. */
export function listen({ server, secret, status, print }: ListenerOptions): void {
  answerOn(server, (request, response) => {
    buffer(request).then(
      (body) => {
        const { line, genuine } = describeDelivery({ headers: request.headers, body }, secret());
        print(line);
        response.writeHead(genuine ? status : 401).end();
      },
      () => response.destroy(),
    );
  });
}

/** One line: time, event, order, verdict. */
export function describeDelivery(webhook: ReceivedWebhook, secret: string | undefined, now = Date.now()) {
  const verdict = secret === undefined ? undefined : verifyWebhook(webhook, secret, now);
  const event = parseJson(webhook.body.toString('utf8'));
  const { type, subject } = object(event);
  const what = isObject(event)
    ? `${text(type) ?? 'no type'} ${text(subject) ?? ''}`.trim()
    : `${webhook.body.length} bytes that are no JSON`;
  const worth =
    verdict === undefined
      ? 'not verified: no --secret'
      : verdict.kind === 'verified'
        ? 'verified'
        : `REFUSED: ${verdict.reason}`;
  const clock = new Date(now).toISOString().slice(11, 23);
  const id = text(webhook.headers['webhook-id']) ?? 'no webhook-id';
  return { line: printable(`${clock} ${what} (${id}): ${worth}`), genuine: verdict?.kind !== 'refused' };
}

/** Anyone may send to a listener: no control character reaches the terminal. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, '?');
}
