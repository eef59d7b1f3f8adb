import type { Console } from '../../cli/console.ts';
import { UserError } from '../../cli/user-error.ts';
import type { Target } from '../target.ts';
import { browse } from './browse.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queues.ts';

/** Which dead letters of a queue a command is for: those that all of these fit. */
export interface Choice {
  /** A type, or its beginning and `*`. */
  readonly filter?: string;
  readonly reason?: string;
  /** The ids of messages. */
  readonly ids?: readonly string[];
}

/** Undefined where every dead letter is chosen. */
export function wantedBy({ filter, reason, ids }: Choice): ((deadLetter: DeadLetter) => boolean) | undefined {
  if (filter === undefined && reason === undefined && ids === undefined) return undefined;
  const prefix = filter?.endsWith('*') ? filter.slice(0, -1) : undefined;
  const ofType = ({ event: { type = '' } }: DeadLetter) =>
    filter === undefined || (prefix === undefined ? type === filter : type.startsWith(prefix));
  return (deadLetter) =>
    ofType(deadLetter) &&
    (reason === undefined || deadLetter.reason === reason) &&
    (ids?.includes(deadLetter.id) ?? true);
}

/** Dead letters that are looked at beforehand: enough to see that the choice takes what was meant. */
const sample = 100;

/**
 * Says how many dead letters are chosen.
 *
 * @throws UserError with what there is, when none is
 */
export async function countOf(
  { sqs }: Target,
  { name, url }: DeadLetterQueue,
  messages: number,
  choice: Choice,
  { signal }: Console,
): Promise<string> {
  const wanted = wantedBy(choice);
  if (wanted === undefined) return messages === 1 ? 'The only message' : `All ${messages} messages`;
  const deadLetters = await browse(sqs, url, Math.min(messages, sample), signal);
  const hits = deadLetters.filter(wanted);
  if (hits.length === 0 && deadLetters.length >= messages) {
    const there = [
      ...new Set(deadLetters.map((deadLetter) => `${deadLetter.event.type ?? 'no type'} (${deadLetter.reason})`)),
    ];
    throw new UserError(`No message in ${name} is ${said(choice)}. There are: ${there.join(', ')}.`);
  }
  const scope =
    deadLetters.length < messages ? ` (${hits.length} of the ${deadLetters.length} looked at)` : `: ${hits.length}`;
  return `The messages that are ${said(choice)}${scope} of ${messages}`;
}

const said = ({ filter, reason, ids }: Choice): string =>
  [
    filter === undefined ? [] : `of type ${filter}`,
    reason === undefined ? [] : `there for ${reason}`,
    ids === undefined ? [] : `named ${ids.join(', ')}`,
  ]
    .flat()
    .join(' and ');
