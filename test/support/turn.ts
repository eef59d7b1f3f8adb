import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { homeOfRun } from './stages.ts';

const turn = () => join(homeOfRun(), 'turn');
const holder = () => join(turn(), 'process');

/**
 * Waits until no other file of the run has the turn, and takes it: the runs under faults and load want both cores, and
 * one beside another would measure how late a starved machine is.
 */
export async function takeTurn(): Promise<void> {
  for (;;) {
    try {
      mkdirSync(turn());
      writeFileSync(holder(), String(process.pid));
      return;
    } catch {
      if (isLeftBehind()) leaveTurn();
      await delay(200);
    }
  }
}

export function leaveTurn(): void {
  rmSync(turn(), { recursive: true, force: true });
}

/** Its process ended before it could leave. */
function isLeftBehind(): boolean {
  try {
    const pid = Number(readFileSync(holder(), 'utf8'));
    if (pid === 0) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return Object(error).code === 'ESRCH';
  }
}
