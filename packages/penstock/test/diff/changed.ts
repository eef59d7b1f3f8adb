import { segmentsOf } from '../../contract/node.ts';
import type { Change } from '../../diff/change.ts';
import { compareContracts } from '../../diff/compare.ts';
import type { Level } from '../../diff/rules.ts';
import { readSide } from '../../diff/side.ts';
import { contractFile } from '../../testkit/sample/contract.ts';

type Members = Record<string, unknown>;

/** An edit of a document, in place. */
export type Edit = (root: Members) => void;

const base = readSide(contractFile).root;
export const today = '2027-01-15';

/** What changed between the sample's contract and the sample's contract with edits. */
export function changesOf(before: readonly Edit[], after: readonly Edit[] = []): readonly Change[] {
  const was = edited(base, after.length === 0 ? [] : before);
  const is = edited(was, after.length === 0 ? before : after);
  return compareContracts({ base: was, head: is }, today);
}

export const rulesOf = (changes: readonly Change[], level: Level): readonly string[] =>
  [...new Set(changes.filter((change) => change.level === level).map(({ rule }) => rule))].sort();

/** The sample's contract with edits. */
export const editedSample = (edits: readonly Edit[]): Members => edited(base, edits);

function edited(root: object, edits: readonly Edit[]): Members {
  const copy = structuredClone(root) as Members;
  for (const edit of edits) edit(copy);
  return copy;
}

/** Sets what a JSON Pointer leads to; the last segment may be new. */
export const put =
  (pointer: string, value: unknown): Edit =>
  (root) => {
    const { holder, key } = placeOf(root, pointer);
    holder[key] = structuredClone(value);
  };

export const drop =
  (pointer: string): Edit =>
  (root) => {
    const { holder, key } = placeOf(root, pointer);
    if (!Object.hasOwn(holder, key)) throw new Error(`nothing at ${pointer}`);
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  };

/** Puts a value at the end of a list. */
export const push =
  (pointer: string, value: unknown): Edit =>
  (root) => {
    const { holder, key } = placeOf(root, pointer);
    (holder[key] as unknown[]).push(value);
  };

export const without =
  (pointer: string, value: unknown): Edit =>
  (root) => {
    const { holder, key } = placeOf(root, pointer);
    const list = holder[key] as unknown[];
    if (!list.includes(value)) throw new Error(`no ${String(value)} at ${pointer}`);
    holder[key] = list.filter((one) => one !== value);
  };

export const move =
  (from: string, to: string): Edit =>
  (root) => {
    const { holder, key } = placeOf(root, from);
    put(to, holder[key])(root);
    drop(from)(root);
  };

function placeOf(root: Members, pointer: string): { readonly holder: Members; readonly key: string } {
  const segments = segmentsOf(pointer);
  const key = segments.pop() ?? '';
  const holder = segments.reduce<unknown>((node, segment) => (node as Members)[segment], root);
  if (typeof holder !== 'object' || holder === null) throw new Error(`nothing holds ${pointer}`);
  return { holder: holder as Members, key };
}
