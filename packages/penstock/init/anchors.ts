import { type Alias, type Document, isCollection, isNode, isPair, isScalar, type Node, visit } from 'yaml';

/** Whether anything in a document is said by reference to an anchor. */
export const hasAliases = (document: Document): boolean => firstAlias(document) !== undefined;

/** What leaves a document stays where it is referred to: the first alias of each anchor in it becomes what it stands for. */
export function keepAnchored(document: Document, gone: unknown): void {
  if (!isNode(gone)) return;
  const isKept = isAnchored(gone) && putInPlace(document, gone);
  // Kept, it takes along what is inside it.
  if (!isKept && isCollection(gone)) {
    for (const item of gone.items) keepAnchored(document, isPair(item) ? item.value : item);
  }
}

const isAnchored = (node: Node): boolean => (isCollection(node) || isScalar(node)) && node.anchor !== undefined;

function putInPlace(document: Document, node: Node & { anchor?: string }): boolean {
  const found = firstAlias(document, node.anchor);
  if (found === undefined) return false;
  const { alias, parent } = found;
  if (isPair(parent)) parent.value = node;
  else if (isCollection(parent)) parent.items = parent.items.map((item) => (item === alias ? node : item));
  return true;
}

function firstAlias(
  document: Document,
  anchor?: string,
): { readonly alias: Alias; readonly parent: unknown } | undefined {
  let found: { readonly alias: Alias; readonly parent: unknown } | undefined;
  visit(document, {
    Alias: (_, alias, path) => {
      if (anchor !== undefined && alias.source !== anchor) return undefined;
      found = { alias, parent: path.at(-1) };
      return visit.BREAK;
    },
  });
  return found;
}
