import { Document } from 'yaml';
import { checkSource } from '../contract/check.ts';
import type { Finding } from '../contract/finding.ts';
import { asVersion31 } from '../contract/older-versions.ts';
import { parseSource } from '../contract/source.ts';
import { type Addition, ContractDraft } from './draft.ts';
import { menders } from './menders/index.ts';

/** A contract with what it lacked, as far as that could be decided. */
export interface Completed {
  /** The contract as it was, of OpenAPI 3.1. */
  readonly before: string;
  readonly after: string;
  readonly additions: readonly Addition[];
  /** What a person has to decide. */
  readonly left: readonly Finding[];
  /** How many findings there were. */
  readonly found: number;
}

/** Each round mends what the one before made visible; public contracts take five or so. */
const rounds = 20;

/**
 * Writes what the checker misses in a contract, until it finds nothing more that could be written without knowing the API.
 *
 * @throws ContractError for a text that is no document
 */
export function complete(file: string, text: string): Completed {
  const before = inVersion31(file, text);
  const draft = new ContractDraft(before);
  let source = parseSource(file, before);
  let findings = checkSource(source);
  const found = findings.length;
  for (let round = 0; round < rounds && findings.length > 0; round += 1) {
    const known = draft.additions.length;
    for (const finding of findings) menders[finding.rule]?.({ draft, source, finding });
    draft.settle();
    if (draft.additions.length === known) break;
    source = parseSource(file, draft.text());
    findings = checkSource(source);
  }
  return { before, after: draft.text(), additions: draft.additions, left: findings, found };
}

/** An older document is written anew, and loses its comments; one of 3.1 keeps them. */
function inVersion31(file: string, text: string): string {
  const source = parseSource(file, text);
  const newer = asVersion31(source);
  if (newer === source) return new ContractDraft(text).text();
  return new Document(newer.root).toString({ lineWidth: 0 });
}
