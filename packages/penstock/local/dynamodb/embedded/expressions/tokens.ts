import { type EngineError, validation } from '../errors.ts';

export interface Token {
  readonly kind: 'word' | 'name' | 'value' | 'number' | 'symbol' | 'end';
  readonly text: string;
  readonly start: number;
}

/** Reads an expression token by token. */
export interface Cursor {
  /** What is read next; `ahead` more tokens on. */
  peek(ahead?: number): Token;
  next(): Token;
  /** Reads a symbol or a keyword, whose case does not matter, if it comes next. */
  take(text: string): boolean;
  /** @throws EngineError where another token comes next */
  expect(text: string): void;
  /** What is wrong, in the form that names the parameter. */
  fail(problem: string): EngineError;
  /** The next token does not belong where it is. */
  unexpected(): EngineError;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const mostBytes = 4096;

const pattern = /\s*(?:([A-Za-z_]\w*)|(#\w+)|(:\w+)|(\d+)|(<=|>=|<>|[-=<>+(),.[\]])|(\S))/y;
const kinds = ['word', 'name', 'value', 'number', 'symbol'] as const;

/** @throws EngineError where the expression is empty, too long, or has a character that no expression has */
export function readTokens(expression: string, parameter: string): Cursor {
  const fail = (problem: string) => validation(`Invalid ${parameter}: ${problem}`);
  if (expression.trim() === '') throw fail('The expression can not be empty;');
  const size = Buffer.byteLength(expression);
  if (size > mostBytes) {
    throw fail(`Expression size has exceeded the maximum allowed size; expression size: ${size}`);
  }
  const tokens = tokensOf(expression);
  let position = 0;
  const peek = (ahead = 0) => tokens[position + ahead] ?? endOf(expression);
  const unexpected = () => {
    const { kind, text, start } = peek();
    const from = tokens[Math.max(0, position - 1)]?.start ?? 0;
    const after = tokens[position + 1];
    const to = after === undefined ? expression.length : after.start + after.text.length;
    const near = expression.slice(Math.min(from, start), to).trim();
    return fail(`Syntax error; token: "${kind === 'end' ? '<EOF>' : text}", near: "${near}"`);
  };
  const take = (text: string) => {
    const { kind, text: found } = peek();
    const isNext = kind === 'word' ? found.toUpperCase() === text : kind === 'symbol' && found === text;
    if (isNext) position++;
    return isNext;
  };
  if (tokens.some(({ kind }) => kind === 'end')) {
    position = tokens.findIndex(({ kind }) => kind === 'end');
    throw fail(`Syntax error; token: "${peek().text}", near: "${expression.slice(peek().start, peek().start + 10)}"`);
  }
  return {
    peek,
    next: () => {
      const token = peek();
      position++;
      return token;
    },
    take,
    expect: (text) => {
      if (!take(text)) throw unexpected();
    },
    fail,
    unexpected,
  };
}

/** A character that belongs to no token ends them, as a token of kind `end` with its text. */
function tokensOf(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (;;) {
    const match = pattern.exec(expression);
    if (match === null) return tokens;
    const index = kinds.findIndex((_, group) => match[group + 1] !== undefined);
    const text = match[index === -1 ? 6 : index + 1] ?? '';
    tokens.push({ kind: kinds[index] ?? 'end', text, start: pattern.lastIndex - text.length });
    if (index === -1) return tokens;
  }
}

function endOf({ length }: string): Token {
  return { kind: 'end', text: '', start: length };
}
