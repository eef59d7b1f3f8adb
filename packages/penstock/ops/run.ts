import type { Console } from '../cli/console.ts';
import type { Command } from './command-line.ts';
import { drop } from './dlq/drop.ts';
import { listDeadLetters } from './dlq/list.ts';
import { redrive } from './dlq/redrive.ts';
import { showDeadLetters } from './dlq/show.ts';
import { replay } from './replay/replay.ts';
import { type TargetOptions, targetOf } from './target.ts';
import { showUndeliverable } from './undeliverable.ts';

/**
 * Runs a command where it is to take effect.
 *
 * @param now the moment that the command's times were read at
 */
export async function run(command: Command, options: TargetOptions, console: Console, now: Date): Promise<void> {
  const target = await targetOf(options);
  try {
    if (command.name === 'dlq list') await listDeadLetters(target, console);
    else if (command.name === 'dlq show') await showDeadLetters(target, command, console);
    else if (command.name === 'dlq redrive') await redrive(target, command, console);
    else if (command.name === 'dlq drop') await drop(target, command, console);
    else if (command.name === 'undeliverable') await showUndeliverable(target, command, console);
    else await replay(target, command, console, now);
  } finally {
    target.sqs.destroy();
    target.events.destroy();
  }
}
