import { Document, isCollection, isMap, isScalar, isSeq, type Node, parseDocument, visit } from 'yaml';
import { asObject, type JsonObject } from '../contract/json.ts';
import { segmentsOf } from '../contract/node.ts';
import { customTags } from '../contract/source.ts';
import { PairIndex } from './pair-index.ts';

/** What was written into a contract, for whoever looks it over. */
export interface Addition {
  /** The rule that asked for it. */
  readonly rule: string;
  readonly pointer: string;
  /** A guess, marked in the text by a comment. */
  readonly review: boolean;
}

export interface Writing {
  readonly rule: string;
  /** A guess: it gets a comment. */
  readonly review?: boolean;
}

/** A contract that is being completed: its text keeps its order and its comments. */
export class ContractDraft {
  readonly #document: Document;
  readonly #additions: Addition[] = [];
  readonly #leaving = new Set<string>();
  readonly #renamed = new Map<string, string>();
  readonly #postponed: (() => void)[] = [];
  readonly #pairs = new PairIndex();

  private constructor(document: Document) {
    this.#document = document;
  }

  static ofText(text: string): ContractDraft {
    // That keys are unique the source has been asked.
    const document = parseDocument(text, { uniqueKeys: false, customTags });
    writeOutAliases(document);
    return new ContractDraft(document);
  }

  static ofValue(value: JsonObject): ContractDraft {
    return new ContractDraft(new Document(value, { aliasDuplicateObjects: false }));
  }

  get additions(): readonly Addition[] {
    return this.#additions;
  }

  root(): JsonObject {
    return asObject(this.#document.toJS());
  }

  text(): string {
    return this.#document.toString({ lineWidth: 0 });
  }

  /** The value that a pointer leads to. */
  valueAt(pointer: string): unknown {
    const node = this.#nodeAt(segmentsOf(pointer));
    return isCollection(node) || isScalar(node) ? node.toJS(this.#document) : undefined;
  }

  set(pointer: string, value: unknown, { rule, review = false }: Writing): void {
    const node = this.#document.createNode(value, { aliasDuplicateObjects: false });
    if (review) marked(node);
    this.#put(segmentsOf(pointer), node);
    this.#additions.push({ rule, pointer, review });
  }

  /** An item of a list goes when the round is over: the places of those behind it stay as they are until then. */
  remove(pointer: string, { rule }: Writing): void {
    const segments = segmentsOf(pointer);
    if (this.#nodeAt(segments) === undefined) return;
    if (isSeq(this.#nodeAt(segments.slice(0, -1)))) this.#leaving.add(pointer);
    else this.#removeNow(segments);
    this.#additions.push({ rule, pointer, review: false });
  }

  /** A member gets another name when the round is over, in its place. */
  rename(pointer: string, name: string, { rule, review = false }: Writing): void {
    this.#renamed.set(pointer, name);
    this.#additions.push({ rule, pointer, review });
  }

  /** The names that members of a place get when the round is over. */
  newNamesIn(pointer: string): readonly string[] {
    const isIn = (from: string) => from.slice(0, from.lastIndexOf('/')) === pointer;
    return [...this.#renamed].flatMap(([from, to]) => (isIn(from) ? [to] : []));
  }

  isRenamed(pointer: string): boolean {
    return this.#renamed.has(pointer);
  }

  /** For what moves a part of the document: other findings of the round name it by the place where it is until then. */
  atEndOfRound(change: () => void): void {
    this.#postponed.push(change);
  }

  /** Ends a round. */
  settle(): void {
    for (const change of this.#postponed.splice(0)) change();
    for (const [pointer, name] of this.#renamed) this.#renameNow(pointer, name);
    this.#renamed.clear();
    const inOrder = [...this.#leaving].sort((a, b) => byNumber.compare(b, a));
    for (const pointer of inOrder) this.#removeNow(segmentsOf(pointer));
    this.#leaving.clear();
  }

  /** What is to hold it becomes a map where it is none. */
  #put(segments: readonly string[], node: Node): void {
    const [name = '', above] = [segments.at(-1), segments.slice(0, -1)];
    const parent = this.#nodeAt(above);
    if (segments.length === 0) this.#document.contents = node;
    else if (isSeq(parent)) parent.items[Number(name)] = node;
    else if (isMap(parent)) {
      const pair = this.#pairs.of(parent).get(name);
      if (pair === undefined) parent.items.push(this.#document.createPair(name, node));
      else pair.value = node;
    } else {
      this.#put(above, this.#document.createNode({}));
      this.#put(segments, node);
    }
  }

  #removeNow(segments: readonly string[]): void {
    const parent = this.#nodeAt(segments.slice(0, -1));
    const name = segments.at(-1) ?? '';
    if (isSeq(parent)) parent.items.splice(Number(name), 1);
    if (!isMap(parent)) return;
    const gone = this.#pairs.of(parent).get(name);
    parent.items = parent.items.filter((pair) => pair !== gone);
    this.#pairs.forget(parent);
  }

  #renameNow(pointer: string, name: string): void {
    const segments = segmentsOf(pointer);
    const parent = this.#nodeAt(segments.slice(0, -1));
    const pair = isMap(parent) ? this.#pairs.of(parent).get(segments.at(-1) ?? '') : undefined;
    if (pair === undefined || !isMap(parent) || this.#pairs.of(parent).has(name)) return;
    pair.key = this.#document.createNode(name);
    this.#pairs.forget(parent);
  }

  /** What is at a place. */
  #nodeAt(segments: readonly string[]): unknown {
    let node: unknown = this.#document.contents;
    for (const segment of segments) {
      if (isSeq(node)) node = node.items[Number(segment)];
      else node = isMap(node) ? this.#pairs.of(node).get(segment)?.value : undefined;
    }
    return node;
  }
}

/**
 * What is mended, renamed or left out at one place stays as it is at another: an alias becomes a copy of what it stands for.
 * That there are not too many the source has been asked.
 */
function writeOutAliases(document: Document): void {
  const anchors = new Map<string, Node>();
  visit(document, {
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      delete node.anchor;
    },
    // An anchor stands before what uses it.
    Alias: (_, { source }) => anchors.get(source)?.clone() as Node | undefined,
  });
}

const byNumber = new Intl.Collator(undefined, { numeric: true });

/** A comment behind a scalar, or before the members of what has some. */
function marked(node: ReturnType<Document['createNode']>): void {
  if (isCollection(node) && node.items.length > 0) node.commentBefore = ' review';
  else node.comment = ' review';
  if (isCollection(node) && node.items.length === 0) node.flow = true;
}
