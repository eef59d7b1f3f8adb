import { readFileSync } from 'node:fs';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { ContractError, type Finding } from './finding.ts';
import { isObject, type JsonObject } from './json.ts';
import { locate, type Position, positionAt } from './locate.ts';

/** A contract file as parsed, which can say where in the text a JSON Pointer leads. */
export interface Source {
  readonly file: string;
  readonly root: JsonObject;
  locate(pointer: string): Position;
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

/** As `readSource`, from text already at hand; `file` only names it in findings. */
export function parseSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const refuse = (problems: readonly Problem[]): never => {
    const findings = problems.map(({ offset, ...said }): Finding => {
      return { file, ...positionAt(lines, offset), path: '', rule: 'yaml', ...said };
    });
    throw new ContractError(findings);
  };
  const problems = problemsOf(document);
  if (problems.length > 0) return refuse(problems);
  const root = document.toJS();
  return isObject(root)
    ? { file, root, locate: (pointer) => locate(document, lines, pointer) }
    : refuse([noDocument(kindOf(root))]);
}

interface Problem {
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

function problemsOf(document: Document.Parsed): readonly Problem[] {
  const problems = [...document.errors, ...document.warnings].map(({ pos, code, message }) => ({
    offset: pos[0],
    message: message.trim(),
    fix: fixes[code] ?? 'Correct the YAML here; nothing after it could be checked.',
  }));
  return problems.length > 0 ? problems : unresolvable(document);
}

const fixes: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'Keep one of the two keys: the other would silently win.',
  TAB_AS_INDENT: 'Indent with spaces.',
  MULTIPLE_DOCS: 'Keep one document: remove the `---` between them.',
};

/** An alias to nothing, or to so much that it would not fit the memory, shows only when it is followed. */
function unresolvable(document: Document.Parsed): readonly Problem[] {
  try {
    document.toJS();
    return [];
  } catch (error) {
    return [noDocument(error instanceof Error ? error.message : String(error))];
  }
}

function noDocument(received: string): Problem {
  const message = `expected an OpenAPI document, received ${received}`;
  return { offset: 0, message, fix: 'Write a mapping that begins with `openapi: 3.1.1`.' };
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

function unreadable(file: string, error: unknown): Finding {
  const code = String((error as NodeJS.ErrnoException).code);
  return {
    file,
    line: 0,
    column: 0,
    path: '',
    rule: 'file',
    message: `expected a readable contract, received ${reasons[code] ?? code}`,
    fix: 'Give the path of an OpenAPI 3.1 file in YAML with --file.',
  };
}
