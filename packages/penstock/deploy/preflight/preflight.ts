import type { AppStage } from '../../constructs/stage/app-stage.ts';
import type { AssemblyStack } from '../assembly.ts';
import type { Cloud } from '../cloud.ts';
import { type DeployedStacks, deployedOf } from '../deployed.ts';
import { accountFindings } from './account.ts';
import { bootstrapCheck } from './bootstrap.ts';
import type { Check, Finding, Subject } from './check.ts';
import { concurrencyCheck } from './concurrency.ts';
import { issuerCheck } from './issuer.ts';
import { moveCheck } from './moves.ts';
import { type Import, namesOf } from './names.ts';
import { placeholderCheck } from './placeholders.ts';
import { replacementCheck } from './replacements.ts';
import { stackStateCheck } from './stack-states.ts';
import { alarmTopicCheck, hostedZoneCheck } from './surroundings.ts';

export interface Preflight {
  readonly findings: readonly Finding[];
  /** Kept resources that the deployment takes in. */
  readonly imports: readonly Import[];
  /** Checks that AWS refused to answer, with its words: they stop nothing. */
  readonly unanswered: readonly string[];
  readonly deployed: DeployedStacks;
}

const checks: readonly Check[] = [
  placeholderCheck,
  bootstrapCheck,
  stackStateCheck,
  concurrencyCheck,
  alarmTopicCheck,
  hostedZoneCheck,
  issuerCheck,
  replacementCheck,
  moveCheck,
];

export interface PreflightProps {
  readonly stage: AppStage;
  readonly stacks: readonly AssemblyStack[];
  readonly cloud: Cloud;
  readonly fetch: typeof fetch;
}

/** All that would stop a deployment of these stacks, found before it begins. */
export async function preflight({ stage, stacks, cloud, fetch }: PreflightProps): Promise<Preflight> {
  const account = await cloud.account();
  const elsewhere = accountFindings({ stage, account });
  if (elsewhere.length > 0) return { findings: elsewhere, imports: [], unanswered: [], deployed: new Map() };
  const deployed = await deployedOf(stacks, cloud);
  const subject: Subject = { stage, stacks, cloud, fetch, account, deployed };
  const unanswered: string[] = [];
  const answered = async <Value>(id: string, ask: () => Promise<Value>, otherwise: Value): Promise<Value> => {
    try {
      return await ask();
    } catch (error) {
      if (!isOfAws(error)) throw error;
      unanswered.push(`${id}: ${error.name}: ${error.message}`);
      return otherwise;
    }
  };
  const found = await Promise.all(checks.map(({ id, find }) => answered(id, () => find(subject), [])));
  const names = await answered('names', () => namesOf(subject), { findings: [], imports: [] });
  return { findings: [...found.flat(), ...names.findings], imports: names.imports, unanswered, deployed };
}

/** An answer of AWS to a call: whoever may deploy need not be allowed to read all that is checked. */
const isOfAws = (error: unknown): error is Error => error instanceof Error && '$metadata' in error;
