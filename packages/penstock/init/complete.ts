import { checkSource } from '../contract/check.ts';
import { ContractError, type Finding } from '../contract/finding.ts';
import { joinFiles } from '../contract/join-files.ts';
import type { JsonObject } from '../contract/json.ts';
import { asVersion31 } from '../contract/older-versions.ts';
import { parseSource, type Source } from '../contract/source.ts';
import { loosenAlternatives } from './alternatives.ts';
import { addAppNeeds } from './app-needs.ts';
import { type Addition, ContractDraft } from './draft.ts';
import { decisions, type LeftOut, leaveOut } from './leave-out.ts';
import { menders } from './menders/index.ts';
import { listProblemTypes, type ProblemTypes } from './problem-types.ts';
import { writeOutContents, writeOutOperations, writeOutParameters } from './write-out.ts';

/** A contract with what it lacked, as far as that could be decided. */
export interface Completed {
  /** The contract as it was, of OpenAPI 3.1. */
  readonly before: string;
  readonly after: string;
  readonly additions: readonly Addition[];
  /** What a person has to decide. */
  readonly left: readonly Finding[];
  /** The operations that wait for it. */
  readonly leftOut: readonly LeftOut[];
  readonly problems: ProblemTypes;
  /** How many findings there were. */
  readonly found: number;
}

/** Each round mends what the one before made visible; public contracts take five or so. */
const rounds = 20;

export interface CompleteOptions {
  /** The contract is for an app as `npm create penstock` makes it: it says whether it is healthy, and its stages name plans. */
  readonly app?: boolean;
  /** Called at the beginning of each round, with what is left. */
  readonly onRound?: (round: number, findings: number) => void;
}

/**
 * Writes what the checker misses in a contract, until it finds nothing more that could be written without knowing the API.
 * Operations that only a person can mend are left out, so that the others can be served.
 *
 * @throws ContractError for a text that is no document of OpenAPI 3
 */
export function complete(
  file: string,
  text: string,
  { app = false, onRound = () => {} }: CompleteOptions = {},
): Completed {
  const given = parseSource(file, text);
  const source = asVersion31(joinFiles(given));
  // A document of another version, of several files or with references by name is written anew, and loses its comments.
  const draft = source === given ? ContractDraft.ofText(text) : ContractDraft.ofValue(source.root);
  const before = draft.text();
  const first = checkSource(source);
  // Of another format nothing else that is said is of use.
  const version = first.filter(({ path }) => path === '/openapi');
  if (version.length > 0) throw new ContractError(version);
  const found = first.length;
  writeOutOperations(draft);
  writeOutParameters(draft);
  writeOutContents(draft);
  if (app) addAppNeeds(draft);
  const left: Finding[] = [];
  const leftOut: LeftOut[] = [];
  let round = 0;
  const told = (findings: number) => {
    round += 1;
    onRound(round, findings);
  };
  for (;;) {
    const { root, findings } = mend(draft, source, told);
    // One that no operation waits for is found again.
    left.push(...decisions(root, findings).filter((one) => !left.some((known) => isSame(known, one))));
    if (findings.length === 0) break;
    const known = draft.additions.length;
    leftOut.push(...leaveOut(draft, root, findings));
    if (draft.additions.length === known) break;
  }
  loosenAlternatives(draft);
  const problems = listProblemTypes(draft, source.root);
  return { before, after: draft.text(), additions: draft.additions, left, leftOut, problems, found };
}

/**
 * Rounds of mending, and what they can't mend. A round checks the draft as it is, without a text: findings are placed in
 * the document that was given, which is what a person mends.
 */
function mend(
  draft: ContractDraft,
  given: Source,
  told: (findings: number) => void,
): { readonly root: JsonObject; readonly findings: readonly Finding[] } {
  let source = { ...given, root: draft.root() };
  let findings = checkSource(source);
  for (let round = 0; round < rounds && findings.length > 0; round += 1) {
    const known = draft.additions.length;
    told(findings.length);
    for (const finding of findings) menders[finding.rule]?.({ draft, source, finding });
    draft.settle();
    if (draft.additions.length === known) break;
    source = { ...given, root: draft.root() };
    findings = checkSource(source);
  }
  return { root: source.root, findings };
}

const isSame = (one: Finding, other: Finding): boolean =>
  one.rule === other.rule && one.path === other.path && one.message === other.message;
