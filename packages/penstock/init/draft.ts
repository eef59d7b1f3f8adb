import { Document, isCollection, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { asObject, type JsonObject } from '../contract/json.ts';
import { segmentsOf } from '../contract/node.ts';

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

  private constructor(document: Document) {
    this.#document = document;
  }

  static ofText(text: string): ContractDraft {
    return new ContractDraft(parseDocument(text));
  }

  static ofValue(value: JsonObject): ContractDraft {
    return new ContractDraft(new Document(value));
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
    const node = this.#document.getIn(this.#path(pointer));
    return isCollection(node) || isScalar(node) ? node.toJSON() : node;
  }

  set(pointer: string, value: unknown, { rule, review = false }: Writing): void {
    const node = this.#document.createNode(value);
    if (review) marked(node);
    this.#document.setIn(this.#path(pointer), node);
    this.#additions.push({ rule, pointer, review });
  }

  /** An item of a list goes when the round is over: the places of those behind it stay as they are until then. */
  remove(pointer: string, { rule }: Writing): void {
    const path = this.#path(pointer);
    if (!this.#document.hasIn(path)) return;
    if (typeof path.at(-1) === 'number' && isSeq(this.#document.getIn(path.slice(0, -1)))) this.#leaving.add(pointer);
    else this.#document.deleteIn(path);
    this.#additions.push({ rule, pointer, review: false });
  }

  /** A member gets another name when the round is over, in its place. */
  rename(pointer: string, name: string, { rule, review = false }: Writing): void {
    this.#renamed.set(pointer, name);
    this.#additions.push({ rule, pointer, review });
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
    const inOrder = [...this.#leaving].sort((a, b) => b.localeCompare(a, undefined, { numeric: true }));
    for (const pointer of inOrder) this.#document.deleteIn(this.#path(pointer));
    this.#leaving.clear();
  }

  #renameNow(pointer: string, name: string): void {
    const path = this.#path(pointer);
    const parent = this.#document.getIn(path.slice(0, -1));
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => (isScalar(key) ? key.value : key) === path.at(-1))
      : undefined;
    if (pair !== undefined && isMap(parent) && !parent.has(name)) pair.key = this.#document.createNode(name);
  }

  /** Numbers where the document has a list, names elsewhere. */
  #path(pointer: string): readonly (string | number)[] {
    const path: (string | number)[] = [];
    let parent: unknown = this.#document.contents;
    for (const segment of segmentsOf(pointer)) {
      const key = isSeq(parent) ? Number(segment) : this.#keyIn(parent, segment);
      path.push(key);
      parent = isCollection(parent) ? parent.get(key, true) : undefined;
    }
    return path;
  }

  /** `200:` without quotes is a number to YAML. */
  #keyIn(parent: unknown, segment: string): string | number {
    if (!/^\d+$/.test(segment) || !isCollection(parent) || parent.has(segment)) return segment;
    return parent.has(Number(segment)) ? Number(segment) : segment;
  }
}

/** A comment behind a scalar, or before the members of what has some. */
function marked(node: ReturnType<Document['createNode']>): void {
  if (isCollection(node) && node.items.length > 0) node.commentBefore = ' review';
  else node.comment = ' review';
  if (isCollection(node) && node.items.length === 0) node.flow = true;
}
