import { agreed, type Consent } from '../consent.ts';
import type { Console } from '../console.ts';
import type { Target } from '../target.ts';
import { OpsError } from '../user-error.ts';
import { type DeadLetterQueue, depthOf, findDeadLetterQueue, urlOf } from './dead-letter-queues.ts';
import type { Letter } from './letter.ts';
import { moveAll } from './move-all.ts';
import { moveSome } from './move-some.ts';
import { browse } from './receive.ts';

export interface RedriveOptions extends Consent {
  readonly queue: string;
  /** A type, or its beginning and `*`. */
  readonly filter?: string;
  readonly reason?: string;
  /** Messages a second. */
  readonly rate?: number;
}

/** Sends messages back to where they came from: all of a queue by a move task of SQS, some of them one by one. */
export async function redrive(target: Target, options: RedriveOptions, console: Console): Promise<void> {
  const queue = await findDeadLetterQueue(target, options.queue);
  if (queue.holds === 'changes') {
    throw new OpsError(
      `${queue.name} holds changes of orders, not messages of a queue: see docs/runbooks/dlq-not-empty.md for how to relay them.`,
    );
  }
  const { messages, arn } = await depthOf(target.sqs, queue.url);
  if (messages === 0) return console.print(`${queue.name} is empty: there is nothing to send back.`);
  const wanted = wantedBy(options);
  const picky = wanted !== undefined || queue.holds === 'undelivered-events';
  console.print(await planOf(target, queue, messages, options, wanted));
  if (!(await agreed(options, console, 'Send them back?'))) return;
  if (picky) return moveSome({ target, queue, wanted: wanted ?? (() => true), messages, rate: options.rate }, console);
  const destination = await depthOf(target.sqs, await urlOf(target.sqs, sourceName(target, queue)));
  await moveAll({ sqs: target.sqs, source: arn, destination: destination.arn, messages, rate: options.rate }, console);
}

type Wanted = (letter: Letter) => boolean;

function wantedBy({ filter, reason }: RedriveOptions): Wanted | undefined {
  if (filter === undefined && reason === undefined) return undefined;
  const prefix = filter?.endsWith('*') ? filter.slice(0, -1) : undefined;
  const ofType = ({ event: { type = '' } }: Letter) =>
    filter === undefined || (prefix === undefined ? type === filter : type.startsWith(prefix));
  return (letter) => ofType(letter) && (reason === undefined || letter.reason === reason);
}

/** Letters that a plan looks at: enough to see that the filter takes what was meant. */
const sample = 100;

async function planOf(
  target: Target,
  queue: DeadLetterQueue,
  messages: number,
  { filter, reason, rate }: RedriveOptions,
  wanted: Wanted | undefined,
): Promise<string> {
  const pace = rate === undefined ? '' : `, at most ${rate} a second`;
  const to = queue.holds === 'messages' ? sourceName(target, queue) : 'the queues they were meant for';
  const head = (count: string) => `${count} from ${queue.name} to ${to}, ${target.where}${pace}.`;
  if (wanted === undefined) return head(`All ${messages} messages`);
  const letters = await browse(target.sqs, queue.url, Math.min(messages, sample));
  const hits = letters.filter(wanted);
  if (hits.length === 0 && letters.length >= messages) {
    const there = [...new Set(letters.map((letter) => `${letter.event.type ?? 'no type'} (${letter.reason})`))];
    throw new OpsError(`No message in ${queue.name} is ${said(filter, reason)}. There are: ${there.join(', ')}.`);
  }
  const scope = letters.length < messages ? ` (${hits.length} of the ${letters.length} looked at)` : `: ${hits.length}`;
  return head(`The messages that are ${said(filter, reason)}${scope} of ${messages}`);
}

const said = (filter: string | undefined, reason: string | undefined): string =>
  [filter === undefined ? [] : `of type ${filter}`, reason === undefined ? [] : `there for ${reason}`]
    .flat()
    .join(' and ');

export const sourceName = ({ stage }: Target, { name }: DeadLetterQueue): string =>
  `penstock-${stage}-${name.replace(/-dlq$/, '')}`;
