import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { segmentsOf } from './node.ts';

/** A place in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A position in a file; absent: that which was asked. */
export interface Place extends Position {
  readonly file?: string;
}

/**
 * Where in the text a JSON Pointer leads: to the value when it begins on the line of its key, else to the key; to what
 * would hold it when it is absent.
 */
export function locate(document: Document.Parsed, lines: LineCounter, pointer: string): Position {
  let node: unknown = document.contents;
  let offset = 0;
  for (const segment of segmentsOf(pointer)) {
    const step = enter(document, node, segment);
    if (step === undefined) break;
    node = step.node;
    offset = step.offset;
  }
  return positionAt(lines, offset);
}

export function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  // An empty text has no line 1 to the counter.
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

interface Step {
  readonly node: unknown;
  readonly offset: number;
}

function enter(document: Document.Parsed, node: unknown, segment: string): Step | undefined {
  const parent = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(parent)) {
    const item = parent.items[Number(segment)] as Node | undefined;
    return item && { node: item, offset: item.range?.[0] ?? 0 };
  }
  if (!isMap(parent)) return undefined;
  const pair = pairsOf(parent).get(segment);
  if (pair === undefined) return undefined;
  const key = pair.key as Node;
  const value = pair.value as Node | null;
  const named = value === null || (isCollection(value) && value.flow !== true) ? key : value;
  return { node: value, offset: named.range?.[0] ?? 0 };
}

/** The members of a map by their names: one of thousands may be asked for as many times. */
const pairsByName = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairsByName.get(map);
  if (known !== undefined) return known;
  const pairs = new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
  pairsByName.set(map, pairs);
  return pairs;
}
