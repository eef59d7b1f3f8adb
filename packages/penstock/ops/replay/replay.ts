import { setTimeout as sleep } from 'node:timers/promises';
import {
  CancelReplayCommand,
  DescribeArchiveCommand,
  type DescribeArchiveResponse,
  DescribeReplayCommand,
  type DescribeReplayResponse,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { agreed, type Consent } from '../../cli/consent.ts';
import type { Console } from '../../cli/console.ts';
import { UserError } from '../../cli/user-error.ts';
import type { Target } from '../target.ts';
import { chooseRules, rulesOf } from './rules.ts';

export interface ReplayOptions extends Consent {
  readonly from: Date;
  readonly to: Date;
  readonly type?: string;
  readonly rule?: string;
}

/** Milliseconds that an event may take to the archive. Source: EventBridge User Guide, "Archiving and replaying events". */
const archiveDelay = 10 * 60_000;
/** Milliseconds between two looks at a replay. */
const interval = 500;
const over = new Set(['COMPLETED', 'FAILED', 'CANCELLED']);

/**
 * Sends the archived events of a time again to the rules of the bus, and waits for it. Interrupted, it stops the replay.
 *
 * @param now the moment that the times were read at: `14d` is the beginning of an archive that keeps 14 days
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html
 */
export async function replay(target: Target, options: ReplayOptions, console: Console, now: Date): Promise<void> {
  const { from, to } = options;
  const bus = target.prefix;
  const archive = await target.events.send(new DescribeArchiveCommand({ ArchiveName: bus }));
  checkTimes(from, to, archive, now);
  const { rules, leftOut } = chooseRules(await rulesOf(target, bus), options);
  console.print(
    `Events from ${from.toISOString()} to ${to.toISOString()} again, to ${namesOf(rules)}, ${target.where}. The archive holds ${archive.EventCount ?? 0} in all.`,
  );
  if (leftOut.length > 0) {
    console.print(`Not to ${namesOf(leftOut)}, which takes other types too: --rule replays all that it takes.`);
  }
  if (now.getTime() - to.getTime() < archiveDelay) {
    console.print(
      'Events of the last ten minutes may not be in the archive yet: replay those later, by their own time.',
    );
  }
  if (!(await agreed(options, console, 'Replay them?'))) return;
  const ReplayName = `${bus}-${now.toISOString().replace(/[:.]/g, '-')}`;
  await target.events.send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: archive.ArchiveArn,
      EventStartTime: from,
      EventEndTime: to,
      Destination: { Arn: archive.EventSourceArn, FilterArns: rules.map(({ arn }) => arn) },
    }),
  );
  await follow(target, ReplayName, options, console);
}

const namesOf = (rules: readonly { readonly name: string }[]): string => rules.map(({ name }) => name).join(', ');

function checkTimes(from: Date, to: Date, { RetentionDays = 0 }: DescribeArchiveResponse, now: Date): void {
  if (from >= to) {
    throw new UserError(`--from must be before --to, received ${from.toISOString()} and ${to.toISOString()}.`);
  }
  if (to > now) throw new UserError(`--to is ${to.toISOString()}: nothing has happened yet then.`);
  const oldest = new Date(now.getTime() - RetentionDays * 86_400_000);
  if (RetentionDays > 0 && from < oldest) {
    throw new UserError(
      `--from is ${from.toISOString()}; the archive keeps ${RetentionDays} days, since ${oldest.toISOString()}.`,
    );
  }
}

async function follow({ events }: Target, ReplayName: string, { from, to }: ReplayOptions, console: Console) {
  const span = to.getTime() - from.getTime();
  for (;;) {
    const state = await events.send(new DescribeReplayCommand({ ReplayName }));
    const reached = state.EventLastReplayedTime?.getTime() ?? from.getTime();
    const share = state.State === 'COMPLETED' ? 1 : Math.min(1, Math.max(0, (reached - from.getTime()) / span));
    console.progress(`${ReplayName}: ${(state.State ?? '').toLowerCase()}, ${Math.round(share * 100)}%`);
    if (over.has(state.State ?? '')) {
      console.done();
      return conclude(state);
    }
    if (console.signal.aborted) await events.send(new CancelReplayCommand({ ReplayName })).catch(() => {});
    await sleep(interval);
  }
}

function conclude({ State, StateReason, EventLastReplayedTime }: DescribeReplayResponse): void {
  const reached =
    EventLastReplayedTime === undefined ? 'any event' : `events after ${EventLastReplayedTime.toISOString()}`;
  if (State === 'FAILED')
    throw new UserError(`The replay failed before ${reached}: ${StateReason ?? 'no reason given'}.`);
  if (State === 'CANCELLED') throw new UserError(`Stopped before ${reached}.`);
}
