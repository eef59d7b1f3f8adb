import { calls, isKnownRoot, variableRoots } from './known.ts';
import {
  type Branch,
  type Expression,
  type Operator,
  type Part,
  type Reference,
  type Step,
  TemplateError,
} from './syntax.ts';

/**
 * Reads the part of the Velocity Template Language that mapping templates of mocks are written in: references, `#set`
 * and `#if`.
 *
 * @throws TemplateError for any other
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
 * @see https://velocity.apache.org/engine/1.7/vtl-reference.html
 */
export function parseTemplate(source: string): readonly Part[] {
  const parser = new Parser(source);
  const parts = parser.parts();
  parser.expectEnd();
  return parts;
}

const identifier = /[A-Za-z_][\w-]*/y;
const directive = /#(?:\{(\w+)\}|(if|elseif|else|end|set|foreach|macro|parse|include|define|evaluate|stop|break)\b)/y;
/** `$.a.b[0]` */
const jsonPath = /^\$(?:\.[\w-]+|\['[^']+'\]|\[\d+\])*$/;

class Parser {
  readonly #source: string;
  readonly #own = new Set<string>();
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Up to the end, or to a directive that ends what is around. */
  parts(): readonly Part[] {
    const parts: Part[] = [];
    while (this.#at < this.#source.length && !/^#\{?(else|elseif|end)\b/.test(this.#rest())) {
      const part = this.#part();
      if (part !== '') parts.push(part);
    }
    return parts;
  }

  expectEnd(): void {
    if (this.#at < this.#source.length) this.#fail(`${this.#rest().slice(0, 10)} ends nothing`);
  }

  #part(): Part {
    if (this.#take(/##[^\n]*\n?/y) !== undefined || this.#take(/#\*[\s\S]*?\*#/y) !== undefined) return '';
    const name = this.#take(directive);
    if (name !== undefined) return this.#directive(name.replace(/[#{}]/g, ''));
    return this.#reference() ?? this.#take(/[$#]|[^$#]+/y) ?? '';
  }

  #directive(name: string): Part {
    if (name === 'set') return this.#set();
    if (name === 'if') return this.#if();
    return this.#fail(`the local cloud runs #set and #if in templates, not #${name}`);
  }

  #set(): Part {
    this.#expect('(');
    this.#blank();
    const name = /^\$!?\{?([A-Za-z_][\w-]*)/.exec(this.#rest())?.[1] ?? '';
    if (!isKnownRoot(name)) this.#own.add(name);
    const target = this.#reference() ?? this.#fail('#set needs a reference');
    const isOverride = /^context\.responseOverride\.(status|header\.[^.]+)$/.test(pathOf(target));
    if (!isOverride && (target.steps.length > 0 || isKnownRoot(target.name))) {
      this.#fail(`the local cloud sets variables and $context.responseOverride, not $${pathOf(target)}`);
    }
    this.#expect('=');
    const value = this.#either();
    this.#expect(')');
    this.#lineEnd();
    return { kind: 'set', target, value };
  }

  #if(): Part {
    const branches: Branch[] = [{ condition: this.#condition(), parts: this.parts() }];
    for (;;) {
      const name = this.#take(directive)?.replace(/[#{}]/g, '') ?? this.#fail('#if has no #end');
      if (name === 'elseif') branches.push({ condition: this.#condition(), parts: this.parts() });
      else this.#lineEnd();
      if (name === 'else') branches.push({ parts: this.parts() });
      if (name === 'end') return { kind: 'if', branches };
    }
  }

  #condition(): Expression {
    this.#expect('(');
    const condition = this.#either();
    this.#expect(')');
    this.#lineEnd();
    return condition;
  }

  #either(): Expression {
    return this.#chain(['||', 'or'], '||', () =>
      this.#chain(['&&', 'and'], '&&', () =>
        this.#chain(['==', 'eq'], '==', () => this.#chain(['!=', 'ne'], '!=', () => this.#unary())),
      ),
    );
  }

  #chain(signs: readonly string[], operator: Operator, operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      this.#blank();
      const sign = signs.find((one) => this.#rest().startsWith(one));
      if (sign === undefined) return left;
      this.#at += sign.length;
      left = { kind: 'binary', operator, left, right: operand() };
    }
  }

  #unary(): Expression {
    this.#blank();
    if (this.#take(/!(?!=)/y) !== undefined) return { kind: 'not', of: this.#unary() };
    if (this.#take(/\(/y) !== undefined) {
      const inner = this.#either();
      this.#expect(')');
      return inner;
    }
    const word = this.#take(/true\b|false\b|-?\d+(\.\d+)?/y);
    if (word !== undefined) return { kind: 'literal', value: JSON.parse(word) };
    return this.#string() ?? this.#reference() ?? this.#fail('a value was expected');
  }

  #string(): Expression | undefined {
    const single = this.#take(/'[^']*'/y);
    if (single !== undefined) return { kind: 'literal', value: single.slice(1, -1) };
    const double = this.#take(/"[^"]*"/y);
    if (double === undefined) return undefined;
    const inner = new Parser(double.slice(1, -1));
    for (const name of this.#own) inner.#own.add(name);
    const parts = inner.parts();
    inner.expectEnd();
    return { kind: 'text', parts };
  }

  #reference(): Reference | undefined {
    const mark = /^\$!?(\{?)([A-Za-z_][\w-]*)/.exec(this.#rest());
    if (mark === null) return undefined;
    const [whole, brace = '', name = ''] = mark;
    if (!isKnownRoot(name) && !this.#own.has(name)) this.#fail(`$${name} is nothing that the local cloud knows`);
    this.#at += whole.length;
    const steps: Step[] = [];
    while (/^\.[A-Za-z_]/.test(this.#rest())) {
      this.#at++;
      const member = this.#take(identifier) ?? '';
      steps.push(this.#rest().startsWith('(') ? this.#call(name, member, steps.length) : { member });
    }
    if (brace !== '') this.#expect('}');
    if (variableRoots.has(name) || this.#own.has(name) || steps[0]?.args !== undefined || pathIsMember(name, steps)) {
      return { kind: 'reference', name, steps };
    }
    return this.#fail(`the local cloud does not know $${name}.${steps[0]?.member ?? ''}`);
  }

  #call(root: string, member: string, depth: number): Step {
    const known = depth === 0 && !this.#own.has(root) ? (calls[root] ?? []) : (calls.value ?? []);
    if (!known.includes(member)) this.#fail(`the local cloud does not know $${root}...${member}()`);
    this.#expect('(');
    const args: Expression[] = [];
    for (this.#blank(); !this.#rest().startsWith(')'); this.#blank()) {
      args.push(this.#either());
      this.#take(/\s*,/y);
    }
    this.#expect(')');
    const [first] = args;
    if (root === 'input' && member !== 'params' && first?.kind === 'literal' && !jsonPath.test(String(first.value))) {
      this.#fail(`the local cloud does not understand the path ${first.value}`);
    }
    return { member, args };
  }

  #rest(): string {
    return this.#source.slice(this.#at);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #blank(): void {
    this.#take(/\s+/y);
  }

  #expect(sign: string): void {
    this.#blank();
    if (!this.#rest().startsWith(sign)) this.#fail(`${sign} was expected`);
    this.#at += sign.length;
  }

  /** A line that holds a directive alone is no line of the answer. */
  #lineEnd(): void {
    this.#take(/[ \t]*\n/y);
  }

  #fail(why: string): never {
    throw new TemplateError(`line ${this.#source.slice(0, this.#at).split('\n').length}: ${why}.`);
  }
}

function pathIsMember(name: string, [first]: readonly Step[]): boolean {
  return name === 'input' && first?.member === 'body';
}

export function pathOf({ name, steps }: Reference): string {
  return [name, ...steps.map(({ member }) => member)].join('.');
}
