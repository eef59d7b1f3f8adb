import type { Finding } from '../contract/finding.ts';
import type { JsonObject } from '../contract/json.ts';
import { type OutlinedOperation, outline } from '../contract/outline.ts';
import type { Source } from '../contract/source.ts';
import type { ContractDraft } from './draft.ts';

/** What a mender may look at; it writes into the draft, or leaves the finding to a person. */
export interface Mending {
  readonly draft: ContractDraft;
  /** As the checker read it. */
  readonly source: Source;
  readonly finding: Finding;
}

export type Mender = (mending: Mending) => void;

/** The pointer of what holds the place. */
export const above = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));

/** The pointer of the operation that a place is in; undefined for a place elsewhere. */
export const operationOf = (pointer: string): string | undefined => /^\/paths\/[^/]+\/[a-z]+/.exec(pointer)?.[0];

const outlined = new WeakMap<JsonObject, readonly OutlinedOperation[]>();

/** The operations of a document, which each of thousands of findings asks for. */
export function operationsOf(root: JsonObject): readonly OutlinedOperation[] {
  const operations = outlined.get(root) ?? outline(root).operations;
  outlined.set(root, operations);
  return operations;
}
