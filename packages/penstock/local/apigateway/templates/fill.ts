import { isObject, parseJson } from '../../json.ts';
import { parseTemplate, pathOf } from './parse.ts';
import type { Expression, Part, Reference, Step } from './syntax.ts';

/** What a template may ask of a request. */
export interface TemplateScope {
  /** Of `$context`, by its name with dots. */
  readonly variable: (name: string) => string | undefined;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly body: string;
  readonly params: {
    readonly path: Readonly<Record<string, string>>;
    readonly querystring: Readonly<Record<string, string>>;
    readonly header: Readonly<Record<string, string>>;
  };
}

export interface Filled {
  readonly text: string;
  /** What `$context.responseOverride` was set to, by `status` or `header.NAME`. */
  readonly overrides: ReadonlyMap<string, string>;
}

export type Template = (scope: TemplateScope) => Filled;

/** @throws TemplateError for what the local cloud does not understand */
export function compileTemplate(source: string): Template {
  const parts = parseTemplate(source);
  return (scope) => {
    const run = new Run(scope);
    const text = run.text(parts);
    return { text, overrides: run.overrides };
  };
}

const overridePath = 'context.responseOverride.';

class Run {
  readonly overrides = new Map<string, string>();
  readonly #scope: TemplateScope;
  readonly #own = new Map<string, unknown>();

  constructor(scope: TemplateScope) {
    this.#scope = scope;
  }

  text(parts: readonly Part[]): string {
    return parts.map((part) => this.#part(part)).join('');
  }

  #part(part: Part): string {
    if (typeof part === 'string') return part;
    if (part.kind === 'reference') return printed(this.#value(part));
    if (part.kind === 'if') {
      const taken = part.branches.find(({ condition }) => condition === undefined || isTrue(this.#value(condition)));
      return this.text(taken?.parts ?? []);
    }
    const value = this.#value(part.value);
    const path = pathOf(part.target);
    if (path.startsWith(overridePath)) this.overrides.set(path.slice(overridePath.length), printed(value));
    else this.#own.set(part.target.name, value);
    return '';
  }

  #value(expression: Expression): unknown {
    if (expression.kind === 'literal') return expression.value;
    if (expression.kind === 'text') return this.text(expression.parts);
    if (expression.kind === 'reference') return this.#reference(expression);
    if (expression.kind === 'not') return !isTrue(this.#value(expression.of));
    const left = this.#value(expression.left);
    if (expression.operator === '&&') return isTrue(left) && isTrue(this.#value(expression.right));
    if (expression.operator === '||') return isTrue(left) || isTrue(this.#value(expression.right));
    const isSame = printed(left) === printed(this.#value(expression.right));
    return expression.operator === '==' ? isSame : !isSame;
  }

  #reference(reference: Reference): unknown {
    const { name, steps } = reference;
    if (name === 'context') return this.#scope.variable(pathOf(reference).slice('context.'.length));
    const [first, ...more] = steps;
    if (name === 'stageVariables') return this.#scope.stageVariables[first?.member ?? ''];
    const isRoot = name === 'input' || name === 'util';
    const start = isRoot && first !== undefined ? this.#ofRoot(name, first) : this.#own.get(name);
    return (isRoot ? more : steps).reduce((value, step) => this.#step(value, step), start);
  }

  #ofRoot(root: string, { member, args }: Step): unknown {
    if (args === undefined) return this.#scope.body;
    const [argument] = args.map((arg) => printed(this.#value(arg)));
    if (root === 'util') return utilities[member]?.(argument ?? '');
    if (member === 'params') return this.#params(argument);
    const found = inJson(parseJson(this.#scope.body), argument ?? '$');
    return member === 'json' ? (JSON.stringify(found) ?? '') : found;
  }

  #params(name: string | undefined): unknown {
    const { path, querystring, header } = this.#scope.params;
    if (name === undefined) return { path, querystring, header };
    return path[name] ?? querystring[name] ?? memberOf(header, name) ?? '';
  }

  #step(value: unknown, { member, args }: Step): unknown {
    if (args === undefined) return memberOf(value, member);
    const [argument = ''] = args.map((arg) => printed(this.#value(arg)));
    return methods[member]?.(value, argument);
  }
}

const utilities: Readonly<Record<string, (text: string) => unknown>> = {
  base64Decode: (text) => Buffer.from(text, 'base64').toString('utf8'),
  base64Encode: (text) => Buffer.from(text).toString('base64'),
  escapeJavaScript: (text) => JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'").replaceAll('/', '\\/'),
  parseJson,
  urlDecode: decodeURIComponent,
  urlEncode: encodeURIComponent,
};

const methods: Readonly<Record<string, (value: unknown, argument: string) => unknown>> = {
  contains: (value, argument) => printed(value).includes(argument),
  endsWith: (value, argument) => printed(value).endsWith(argument),
  equals: (value, argument) => printed(value) === argument,
  get: memberOf,
  isEmpty: (value) => sizeOf(value) === 0,
  length: sizeOf,
  matches: (value, argument) => new RegExp(`^(?:${argument})$`).test(printed(value)),
  size: sizeOf,
  startsWith: (value, argument) => printed(value).startsWith(argument),
  toLowerCase: (value) => printed(value).toLowerCase(),
};

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : printed(value).length;
}

/** @param path such as `$.a.b[0]` */
function inJson(value: unknown, path: string): unknown {
  const steps = [...path.matchAll(/\.([\w-]+)|\['([^']+)'\]|\[(\d+)\]/g)];
  return steps.reduce<unknown>((inner, [, member, quoted, index]) => {
    if (index !== undefined) return Array.isArray(inner) ? inner[Number(index)] : undefined;
    return memberOf(inner, member ?? quoted ?? '');
  }, value);
}

/** Nothing, an empty string and false do not hold. */
const isTrue = (value: unknown): boolean => value !== undefined && value !== null && value !== false && value !== '';

function printed(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
