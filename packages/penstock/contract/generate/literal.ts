import { isObject } from '../json.ts';

/** TypeScript source put into a literal as it stands. */
export class Code {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** A value as a TypeScript literal in this repository's style; members that are undefined are left out. */
export function literal(value: unknown, indent = ''): string {
  if (value instanceof Code) return value.source;
  if (Array.isArray(value))
    return block(
      '[',
      ']',
      indent,
      value.map((item) => literal(item, `${indent}  `)),
    );
  if (!isObject(value)) return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return block(
    '{',
    '}',
    indent,
    entries.map(([key, member]) => memberOf(key, literal(member, `${indent}  `))),
  );
}

/** The type of a map does not reach members that every object inherits, and `__proto__` alone would be the prototype. */
const memberOf = (key: string, value: string): string =>
  inherited.has(key) ? `['${key}']: ${value} as const` : `${memberName(key)}: ${value}`;

const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

function block(open: string, close: string, indent: string, parts: readonly string[]): string {
  const pad = open === '{' ? ' ' : '';
  const line = `${open}${pad}${parts.join(', ')}${pad}${close}`;
  if (parts.length === 0) return open + close;
  if (line.length + indent.length <= 100 && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => `${indent}  ${part},\n`).join('')}${indent}${close}`;
}

/** A text as a comment may hold it, in one line that ends no comment. */
export function commented(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /');
}

export function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A member's name as TypeScript writes it. */
export function memberName(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

export function pascalCase(text: string): string {
  return text.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase());
}

export function camelCase(text: string): string {
  const pascal = pascalCase(text);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}
