import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import type { AppParts } from '../../../constructs/context/app-parts.ts';
import { loadStage } from '../../../constructs/stage/load.ts';
import type { Contract } from '../../../contract/model.ts';
import { stages } from '../../../testkit/sample/stages.ts';
import { stacksOfStage } from '../../../testkit/stacks.ts';
import { refusals } from './aws-patterns.ts';

/**
 * What keeps an app of a contract, with a line for each function, from being deployed: a stage that is refused, a rule of
 * the kit, a name or a quota of AWS.
 */
export function synthesisFaults(contract: Contract): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-synthesized-'));
  try {
    const parts = appOf(contract);
    const stage = loadStage('dev', parts, { known: { dev: { ...stages.dev, providers: {} } } });
    return refusals(stacksOfStage({ parts, stage, context: flags, folder }));
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function appOf(contract: Contract): AppParts {
  const operations = Object.fromEntries(contract.operations.map(({ operationId }) => [operationId, {}]));
  return { name: 'accepted', contract, contexts: [{ name: 'things', operations }], events: [], consumers: [] };
}
