import type { Draft, Finding } from './finding.ts';
import { outline } from './outline.ts';
import { rules } from './rules/index.ts';
import type { Source } from './source.ts';

/** Every finding about a parsed contract, by line. */
export function checkSource(source: Source): readonly Finding[] {
  const outlined = outline(source.root);
  const findings = rules.flatMap((rule) => [...rule(outlined)].map((draft) => place(source, draft)));
  return findings.sort((a, b) => a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule));
}

function place(source: Source, draft: Draft): Finding {
  return { file: source.file, ...source.locate(draft.path), ...draft };
}
