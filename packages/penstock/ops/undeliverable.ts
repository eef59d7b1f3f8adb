import type { Console } from '../cli/console.ts';
import { printable } from '../cli/printable.ts';
import { UserError } from '../cli/user-error.ts';
import type { Target } from './target.ts';
import { ageOf } from './time.ts';

export interface UndeliverableOptions {
  readonly max: number;
  /** One JSON object a line, for other programs. */
  readonly json: boolean;
}

/** An event that neither its target nor a dead-letter queue took, as a local cloud tells of it. */
interface Undeliverable {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly bus: string;
  readonly rule: string;
  readonly target: string;
  readonly retries: number;
  readonly reason: string;
  readonly deadLetterReason: string;
  readonly event: { readonly 'detail-type'?: string; readonly id?: string };
}

/**
 * Prints events that nothing took, oldest first, and leaves them where they are.
 *
 * @throws UserError in AWS, which keeps none of them, with where to look instead
 */
export async function showUndeliverable(
  { localOrigin, where }: Target,
  { max, json }: UndeliverableOptions,
  console: Console,
  now = Date.now(),
): Promise<void> {
  if (localOrigin === undefined) {
    throw new UserError(
      'AWS keeps no event that a dead-letter queue refused: it counts them (InvocationsFailedToBeSentToDlq), and the archive has each one whole. docs/runbooks/undeliverable.md says how to find it there. With --local this lists those of npm start.',
    );
  }
  const events = await undeliverableEvents(localOrigin);
  for (const event of events.slice(0, max))
    console.print(json ? printable(JSON.stringify(event)) : `${described(event, now)}\n`);
  if (!json) console.print(`${Math.min(max, events.length)} of ${events.length} undeliverable events, ${where}.`);
}

async function undeliverableEvents(origin: string): Promise<readonly Undeliverable[]> {
  const response = await fetch(`${origin}/_local/undeliverable`);
  const { events } = Object(await response.json().catch(() => undefined));
  if (Array.isArray(events)) return events;
  throw new UserError(`${origin} answers ${response.status}: it is no local cloud of this version. Start it again.`);
}

function described({ at, bus, rule, target, retries, reason, deadLetterReason, event }: Undeliverable, now: number) {
  const lines = [
    ['event', [event['detail-type'], event.id].join(' ')],
    ['rule', `${rule} of bus ${bus}`],
    ['target', target],
    ['reason', reason],
    ['no dead letter', deadLetterReason],
    ['attempts', String(retries + 1)],
    ['given up', `${new Date(at).toISOString()} (${ageOf(now - at)} ago)`],
    ['whole', JSON.stringify(event)],
  ];
  return lines.map(([name, value = '']) => `${`${name}:`.padEnd(16)}${printable(value)}`).join('\n');
}
