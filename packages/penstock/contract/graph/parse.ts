import { type ASTNode, getLocation } from 'graphql';
import { ContractError, type Finding } from '../finding.ts';
import type { Contract } from '../model.ts';
import { deriveGraph } from './derive.ts';
import type { GraphContract } from './model.ts';
import { type GraphDraft, outlineGraph } from './outline.ts';
import { readGraph } from './read.ts';
import { graphRules } from './rules/index.ts';

/**
 * Reads and checks the text of a graph; `file` only names it in findings.
 *
 * @throws ContractError with every finding
 */
export function parseGraph(file: string, text: string, contract: Contract): GraphContract {
  const outline = outlineGraph(readGraph(file, text), contract);
  const drafts = graphRules.flatMap((rule) => [...rule(outline)]);
  if (drafts.length > 0) throw new ContractError(placed(file, drafts));
  return deriveGraph(outline);
}

function placed(file: string, drafts: readonly GraphDraft[]): readonly Finding[] {
  const findings = drafts.map(({ node, ...draft }): Finding => ({ file, ...positionOf(node), ...draft }));
  return findings.sort((a, b) => a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule));
}

function positionOf(node: ASTNode | undefined): { readonly line: number; readonly column: number } {
  // What is described begins with its description: its name is what is meant.
  const { loc } = (node !== undefined && 'name' in node ? node.name : node) ?? {};
  return loc == null ? { line: 1, column: 1 } : getLocation(loc.source, loc.start);
}
