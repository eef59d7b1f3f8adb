import { readFileSync, statSync } from 'node:fs';
import {
  type Document,
  isCollection,
  isScalar,
  Lexer,
  LineCounter,
  parseDocument,
  type ScalarTag,
  type Tags,
  visit,
  type YAMLMap,
} from 'yaml';
import { ContractError, type Finding } from './finding.ts';
import { isObject, type JsonObject } from './json.ts';
import { locate, type Place, positionAt } from './locate.ts';

/** A contract file as parsed, which can say where in the text a JSON Pointer leads. */
export interface Source {
  readonly file: string;
  readonly root: JsonObject;
  locate(pointer: string): Place;
}

/** What a file is meant to be, for whoever reads that it is not. */
export interface Kind {
  readonly document: string;
  /** How to write one. */
  readonly write: string;
  /** How to name one. */
  readonly name: string;
}

const openapi: Kind = {
  document: 'an OpenAPI document',
  write: 'Write a mapping that begins with `openapi: 3.1.1`.',
  name: 'Give the path of an OpenAPI 3.1 file in YAML with --file.',
};

/** Reads a file of YAML, or of JSON, which YAML holds. @throws ContractError when it is missing, unreadable, not YAML, or not one mapping. */
export function readSource(file: string, kind = openapi): Source {
  let text: string;
  try {
    const { size } = statSync(file);
    if (size > mostBytes) throw new ContractError([tooLarge(file, size)]);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw error instanceof ContractError ? error : new ContractError([unreadable(file, error, kind)]);
  }
  return parseSource(file, text, kind);
}

const mostBytes = 6_000_000;

/** Names, values and marks between them: a megabyte of a public document has 150,000; a million takes two seconds to parse. */
const mostTokens = 1_000_000;

function tooLarge(file: string, size: number): Finding {
  return tooMuch(file, `expected a file of at most ${mostBytes} bytes, received ${size}`);
}

function tooMuch(file: string, message: string): Finding {
  const fix = 'Take it apart: paths and components may stand in other files, which references lead to.';
  return { file, line: 0, column: 0, path: '', rule: 'file', message, fix };
}

/** A text that would take too long to parse: a small one may have very much in it. */
function refuseGreat(file: string, text: string): void {
  const size = Buffer.byteLength(text);
  if (size > mostBytes) throw new ContractError([tooLarge(file, size)]);
  // A scalar is a mark and its text: a character makes two tokens at the most.
  if (2 * text.length <= mostTokens) return;
  let tokens = 0;
  for (const _ of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens <= mostTokens) continue;
    throw new ContractError([tooMuch(file, `expected a file of at most ${mostTokens} tokens of YAML, received more`)]);
  }
}

/** `!!float 100` is a number as well: the parser's own tag takes a text with a point or an exponent alone. */
const wholeFloat: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  test: /^[-+]?[0-9]+$/,
  resolve: Number,
};
export const customTags = (tags: Tags): Tags => [...tags, wholeFloat];

/** As `readSource`, from text already at hand; `file` only names it in findings. */
export function parseSource(file: string, text: string, kind = openapi): Source {
  refuseGreat(file, text);
  const lines = new LineCounter();
  // The parser compares each key of a map with every other.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, customTags });
  const refuse = (problems: readonly Problem[]): never => {
    const findings = problems.map(({ offset, ...said }): Finding => {
      return { file, ...positionAt(lines, offset), path: '', rule: 'yaml', ...said };
    });
    throw new ContractError(findings);
  };
  const problems = problemsOf(document, kind);
  if (problems.length > 0) return refuse(problems);
  const root = document.toJS();
  return isObject(root)
    ? { file, root, locate: (pointer) => locate(document, lines, pointer) }
    : refuse([noDocument(kind, kindOf(root))]);
}

interface Problem {
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

function problemsOf(document: Document.Parsed, kind: Kind): readonly Problem[] {
  const problems = [...document.errors, ...document.warnings].map(({ pos, code, message }) => ({
    offset: pos[0],
    message: message.trim(),
    fix: fixes[code] ?? 'Correct the YAML here; nothing after it could be checked.',
  }));
  const keys = [...problems, ...wrongKeys(document)];
  if (keys.length > 0) return keys.sort((a, b) => a.offset - b.offset);
  const merge = mergeKey(document);
  return merge === undefined ? unresolvable(document, kind) : [merge];
}

function wrongKeys(document: Document.Parsed): readonly Problem[] {
  const found: Problem[] = [];
  const inMap = (_: unknown, { items }: YAMLMap) => {
    const keys = new Set<string>();
    for (const { key } of items) {
      if (isCollection(key)) found.push({ offset: key.range?.[0] ?? 0, ...compound });
      if (!isScalar(key)) continue;
      // `200` and `'200'` are one member of an object.
      const name = String(key.value);
      if (keys.has(name))
        found.push({ offset: key.range?.[0] ?? 0, message: 'Map keys must be unique', fix: repeated });
      keys.add(name);
    }
  };
  visit(document, { Map: inMap });
  return found;
}

const compound = {
  message: 'expected a name, received a list or a map as a key',
  fix: 'Write a text there, in quotes where it begins with a bracket.',
};
const repeated = 'Keep one of the two keys: the other would silently win.';

/** YAML 1.2 has no merge: `<<` would be a member of that name wherever it stands. The first says it for all. */
function mergeKey(document: Document.Parsed): Problem | undefined {
  let found: Problem | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== '<<') return undefined;
      const message = 'expected YAML 1.2, received the merge key `<<` of YAML 1.1';
      const offset = key.range?.[0] ?? 0;
      found = { offset, message, fix: 'Write the members out, or refer to them with `$ref` or allOf.' };
      return visit.BREAK;
    },
  });
  return found;
}

const fixes: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  MULTIPLE_DOCS: 'Keep one document: remove the `---` between them.',
};

/** Levels of a document, which a reference does not add to; those of public ones have about forty. */
const mostLevels = 500;

/** What cannot be walked: an alias may lead to what it is in. Each thing is looked at once, for the deepest place it has. */
function endless(root: unknown): string | undefined {
  const deepest = new Map<object, number>();
  const waiting: (readonly [unknown, number])[] = [[root, 1]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, level] = next;
    if (typeof value !== 'object' || value === null || (deepest.get(value) ?? 0) >= level) continue;
    if (level > mostLevels) return `one of more than ${mostLevels} levels`;
    deepest.set(value, level);
    for (const member of Object.values(value)) waiting.push([member, level + 1]);
  }
  return undefined;
}

/** An alias to nothing, or to so much that it would not fit the memory, shows only when it is followed. */
function unresolvable(document: Document.Parsed, kind: Kind): readonly Problem[] {
  try {
    const message = endless(document.toJS());
    return message === undefined ? [] : [noDocument(kind, message)];
  } catch (error) {
    return [noDocument(kind, error instanceof Error ? error.message : String(error))];
  }
}

function noDocument({ document, write }: Kind, received: string): Problem {
  return { offset: 0, message: `expected ${document}, received ${received}`, fix: write };
}

function kindOf(root: unknown): string {
  if (Array.isArray(root)) return 'a list';
  return root === null ? 'an empty file' : `a ${typeof root}`;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'no permission',
};

function unreadable(file: string, error: unknown, { name }: Kind): Finding {
  const code = String((error as NodeJS.ErrnoException).code);
  return {
    file,
    line: 0,
    column: 0,
    path: '',
    rule: 'file',
    message: `expected a readable contract, received ${reasons[code] ?? code}`,
    fix: name,
  };
}
