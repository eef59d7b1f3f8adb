import type { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { compiler } from '../compiler.ts';
import type { Contract } from '../model.ts';
import { replaceInCode } from '../replace-in-code.ts';
import { addShared, type NamedSchema } from '../shared.ts';

/** Names that every object has, by what it inherits. */
const inherited = new RegExp(`"(${Object.getOwnPropertyNames(Object.prototype).join('|')})"`);

/**
 * The source of validators of schemas of one document. What they refer to is compiled once, however many modules need it:
 * of 330 operations with bodies that share their parts, that is three quarters of the work.
 */
export class ValidatorSources {
  readonly #compilers = new Map<string, Ajv2020>();
  #modules = 0;

  /** A module that exports a validator for each schema, by its name. */
  moduleOf(exported: readonly NamedSchema[]): string {
    const ajv = this.#compilerFor(JSON.stringify(exported));
    this.#modules += 1;
    const ids = new Map(exported.map(({ name }) => [name, `module${this.#modules}.${name}`]));
    addShared(
      ajv,
      exported.map(({ name, schema }) => ({ name: ids.get(name) ?? name, schema })),
    );
    return renumbered(standalone.default(ajv, Object.fromEntries(ids)).replaceAll(schemaPath, ''));
  }

  #compilerFor(text: string): Ajv2020 {
    const options = { unevaluated: text.includes('"unevaluated'), ownProperties: inherited.test(text) };
    const key = JSON.stringify(options);
    const ajv = this.#compilers.get(key) ?? compiler({ shipped: true, ...options });
    this.#compilers.set(key, ajv);
    return ajv;
  }
}

/**
 * Where a finding's keyword is in its schema: nothing that runs reads it, and it is a tenth of a validator. What is in
 * quotes has its own escaped, so that this is never part of a text.
 */
const schemaPath = /(?<=[{,])schemaPath:"(?:[^"\\]|\\.)*",/g;

const known = new WeakMap<object, ValidatorSources>();

/** Those of a contract's own schemas. */
export function sourcesOf({ derived }: Contract): ValidatorSources {
  const found = known.get(derived) ?? new ValidatorSources();
  known.set(derived, found);
  return found;
}

/** A name that the compiler numbers through all that it compiles. */
const numbered = /(?<![\w$.])(validate|schema|pattern|formats|func|wrapper|root|keyword)\d+(?![\w$])/;

/** A module whose numbers don't depend on what else was compiled. */
function renumbered(source: string): string {
  const names = new Map<string, string>();
  const next = new Map<string, number>();
  return replaceInCode(source, numbered, (found, prefix) => {
    const known = names.get(found);
    if (known !== undefined) return known;
    const number = next.get(prefix) ?? 0;
    next.set(prefix, number + 1);
    names.set(found, `${prefix}${number}`);
    return `${prefix}${number}`;
  });
}
