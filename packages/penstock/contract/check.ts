import { withoutDynamicReferences } from './dynamic-references.ts';
import type { Draft, Finding } from './finding.ts';
import { type Outline, outline } from './outline.ts';
import { withPointers } from './plain-references.ts';
import { compilable } from './rules/compilable.ts';
import { rules } from './rules/index.ts';
import type { Source } from './source.ts';

/** Every finding about a parsed contract, by line. */
export function checkSource(source: Source): readonly Finding[] {
  const plain = withoutDynamicReferences(withPointers(source));
  return placed(plain, draftsOf(outline(plain.root)));
}

/** Findings of rules where they stand in their source, by line. */
export function placed(source: Source, drafts: readonly Draft[]): readonly Finding[] {
  const findings = drafts.map((draft): Finding => ({ file: source.file, ...source.locate(draft.path), ...draft }));
  return findings.sort((a, b) => a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule));
}

function draftsOf(outlined: Outline): readonly Draft[] {
  const drafts = rules.flatMap((rule) => [...rule(outlined)]);
  // Several operations may lead to one mistake, in what they share.
  const unique = new Map(drafts.map((draft) => [JSON.stringify([draft.rule, draft.path, draft.message]), draft]));
  // The compiler says less well what the rules say already, so it speaks last.
  return unique.size > 0 ? [...unique.values()] : [...compilable(outlined)];
}
