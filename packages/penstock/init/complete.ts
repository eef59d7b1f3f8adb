import { Document } from 'yaml';
import { checkSource } from '../contract/check.ts';
import { ContractError, type Finding } from '../contract/finding.ts';
import { asVersion31 } from '../contract/older-versions.ts';
import { parseSource, type Source } from '../contract/source.ts';
import { addAppNeeds } from './app-needs.ts';
import { type Addition, ContractDraft } from './draft.ts';
import { type LeftOut, leaveOut } from './leave-out.ts';
import { menders } from './menders/index.ts';
import { listProblemTypes, type ProblemTypes } from './problem-types.ts';
import { unwritten } from './unwritten.ts';

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
}

/**
 * Writes what the checker misses in a contract, until it finds nothing more that could be written without knowing the API.
 * Operations that only a person can mend are left out, so that the others can be served.
 *
 * @throws ContractError for a text that is no document of OpenAPI 3
 */
export function complete(file: string, text: string, { app = false }: CompleteOptions = {}): Completed {
  const before = inVersion31(file, text);
  const draft = new ContractDraft(before);
  const first = checkSource(parseSource(file, before));
  // Of another format nothing else that is said is of use.
  const version = first.filter(({ path }) => path === '/openapi');
  if (version.length > 0) throw new ContractError(version);
  const found = first.length;
  if (app) addAppNeeds(draft);
  const left: Finding[] = [];
  const leftOut: LeftOut[] = [];
  for (;;) {
    const { source, findings } = mend(file, draft);
    if (findings.length === 0) break;
    const text = parseSource(file, draft.text());
    left.push(...findings.map((finding) => ({ ...finding, ...text.locate(finding.path) })));
    const out = leaveOut(draft, source, findings);
    leftOut.push(...out);
    if (out.length === 0) break;
  }
  const problems = listProblemTypes(draft, parseSource(file, before).root);
  return { before, after: draft.text(), additions: draft.additions, left, leftOut, problems, found };
}

/** Rounds of mending, and what they can't mend. */
function mend(file: string, draft: ContractDraft): { readonly source: Source; readonly findings: readonly Finding[] } {
  let source = unwritten(file, draft.root());
  let findings = checkSource(source);
  for (let round = 0; round < rounds && findings.length > 0; round += 1) {
    const known = draft.additions.length;
    for (const finding of findings) menders[finding.rule]?.({ draft, source, finding });
    draft.settle();
    if (draft.additions.length === known) break;
    source = unwritten(file, draft.root());
    findings = checkSource(source);
  }
  return { source, findings };
}

/** An older document is written anew, and loses its comments; one of 3.1 keeps them. */
function inVersion31(file: string, text: string): string {
  const source = parseSource(file, text);
  const newer = asVersion31(source);
  if (newer === source) return new ContractDraft(text).text();
  return new Document(newer.root).toString({ lineWidth: 0 });
}
