import { type ASTNode, type DocumentNode, getLocation } from 'graphql';

/** Where something of a schema stands in its SDL, or the nearest thing around it that is there; from 1. */
export function placeIn(
  document: DocumentNode,
  coordinate: string,
): { readonly line: number; readonly column: number } {
  const names = coordinate.replace(/^@|\.@.*$/g, '').split('.');
  let found: Named | undefined;
  let within: readonly ASTNode[] = document.definitions;
  for (const name of names) {
    const next = within.find((node): node is Named => nameOf(node) === name);
    if (next === undefined) break;
    found = next;
    within = [...(next.fields ?? []), ...(next.values ?? []), ...(next.arguments ?? [])];
  }
  if (found?.loc === undefined) return { line: 1, column: 1 };
  return getLocation(found.loc.source, found.name.loc?.start ?? found.loc.start);
}

type Named = ASTNode & {
  readonly name: { readonly value: string; readonly loc?: { readonly start: number } };
  readonly fields?: readonly ASTNode[];
  readonly values?: readonly ASTNode[];
  readonly arguments?: readonly ASTNode[];
};

function nameOf(node: ASTNode): string | undefined {
  return 'name' in node && node.name !== undefined && typeof node.name === 'object' ? node.name.value : undefined;
}
