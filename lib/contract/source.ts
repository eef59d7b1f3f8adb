import { readFileSync } from 'node:fs';
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import { ContractError, type Finding } from './finding.ts';
import { isObject, type JsonObject } from './json.ts';
import { segmentsOf } from './node.ts';

/** A contract file as parsed, which can say where in the text a pointer leads. */
export interface Source {
  readonly file: string;
  readonly root: JsonObject;
  locate(pointer: string): Position;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Reads a YAML file. @throws ContractError when it is missing, unreadable, not YAML, or not one mapping. */
export function readSource(file: string): Source {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ContractError([unreadable(file, error)]);
  }
  return parseSource(file, text);
}

/** As `readSource`, from text already at hand. */
export function parseSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const finding = (offset: number, message: string, fix: string): Finding => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, path: '', rule: 'yaml', message, fix };
  };
  const broken = [...document.errors, ...document.warnings].map(({ pos, code, message }) =>
    finding(
      pos[0],
      message.replace(/\s+$/, ''),
      yamlFixes[code] ?? 'Correct the YAML here; nothing after it could be checked.',
    ),
  );
  if (broken.length > 0) throw new ContractError(broken);
  const root = toValue(document);
  if (!isObject(root)) {
    throw new ContractError([
      finding(
        0,
        `expected an OpenAPI document, received ${kindOf(root)}`,
        'Write a mapping that begins with `openapi: 3.1.1`.',
      ),
    ]);
  }
  return { file, root, locate: (pointer) => locate(document, lines, pointer) };
}

const yamlFixes: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'Keep one of the two keys: the other would silently win.',
  TAB_AS_INDENT: 'Indent with spaces.',
  MULTIPLE_DOCS: 'Keep one document: remove the `---` between them.',
};

function toValue(document: Document.Parsed): unknown {
  try {
    return document.toJS();
  } catch (error) {
    return error;
  }
}

function kindOf(value: unknown): string {
  if (value instanceof Error) return value.message;
  if (Array.isArray(value)) return 'a list';
  return value === null ? 'an empty file' : `a ${typeof value}`;
}

/** The place of the value when it is written on one line, of its key when it spans several, of what holds it when absent. */
function locate(document: Document.Parsed, lines: LineCounter, pointer: string): Position {
  let node: unknown = document.contents;
  let offset = 0;
  for (const segment of segmentsOf(pointer)) {
    const step = enter(document, node, segment);
    if (step === undefined) break;
    node = step.node;
    offset = step.offset;
  }
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function enter(
  document: Document.Parsed,
  node: unknown,
  segment: string,
): { node: unknown; offset: number } | undefined {
  const parent = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(parent)) {
    const item = parent.items[Number(segment)] as Node | undefined;
    return item === undefined ? undefined : { node: item, offset: item.range?.[0] ?? 0 };
  }
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === segment);
  if (pair === undefined) return undefined;
  const value = pair.value as Node | null;
  const named = isCollection(value) && value.flow !== true ? (pair.key as Node) : (value ?? (pair.key as Node));
  return { node: value, offset: named.range?.[0] ?? 0 };
}

function unreadable(file: string, error: unknown): Finding {
  const { code } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'no such file',
    EISDIR: 'a folder',
    EACCES: 'no permission',
  };
  return {
    file,
    line: 0,
    column: 0,
    path: '',
    rule: 'file',
    message: `expected a readable contract, received ${reasons[code ?? ''] ?? String(code)}`,
    fix: 'Give the path of an OpenAPI 3.1 file in YAML with --file.',
  };
}
