import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineCall } from '../../endpoint/server.ts';
import { object, parseJson, text } from '../../json.ts';

/** A folder: each local cloud that is started where the variable is set writes there which permissions were used. */
export const usageVariable = 'PENSTOCK_USED_GRANTS';

/** A permission that a function used. Names have `*` in place of the stage's, so that stages can be compared. */
export interface Used {
  readonly functionName: string;
  readonly action: string;
  readonly resource: string;
}

/** Names of the kit have the stage between hyphens. */
export const withoutStage = (name: string, stage: string): string => name.replaceAll(`-${stage}-`, '-*-');

/** Hears of calls, and writes each permission the first time that it is used. */
export function recordUses(folder: string, stageNow: () => string): (call: EngineCall) => void {
  const file = join(folder, `${process.pid}.jsonl`);
  const seen = new Set<string>();
  return ({ functionName, accesses, error }) => {
    if (functionName === 'operator' || /^AccessDenied/.test(error ?? '')) return;
    const stage = stageNow();
    for (const { action, resource } of accesses) {
      const used: Used = {
        functionName: withoutStage(functionName, stage),
        action,
        resource: withoutStage(resource, stage),
      };
      const line = JSON.stringify(used);
      if (seen.has(line)) continue;
      seen.add(line);
      appendFileSync(file, `${line}\n`);
    }
  };
}

export function readUses(folder: string): readonly Used[] {
  return readdirSync(folder)
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => object(parseJson(line)))
    .map(({ functionName, action, resource }) => ({
      functionName: text(functionName) ?? '',
      action: text(action) ?? '',
      resource: text(resource) ?? '',
    }));
}
