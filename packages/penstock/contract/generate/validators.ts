import { build } from 'esbuild';
import { joiningErrors } from '../joined-errors.ts';
import type { JsonObject } from '../json.ts';
import type { Contract, Operation, Parameter } from '../model.ts';
import { selfContained } from '../schema.ts';
import type { NamedSchema } from '../shared.ts';
import { banner } from './banner.ts';
import { importTypes } from './import-types.ts';
import { camelCase } from './literal.ts';
import { bodyExport, bodyType } from './request-bodies.ts';
import { valueType } from './schema-type.ts';
import { sourcesOf, ValidatorSources } from './validator-sources.ts';

/** One exported validator of an operation's module. */
export interface ExportedValidator {
  readonly name: string;
  /** The TypeScript type of what passes. */
  readonly type: string;
  readonly schema: JsonObject;
}

/** The validators of an operation's parameters and body, by their export names. */
export function exportedValidators({ parameters, requestBody }: Operation): readonly ExportedValidator[] {
  const names = parameterExports(parameters);
  const ofParameters = parameters.map((parameter, index) => ({
    name: names[index] ?? '',
    type: valueType(parameter.schema),
    schema: parameter.schema,
  }));
  const ofBodies = (requestBody?.contents ?? []).flatMap((content, index) =>
    content.kind === 'bytes' ? [] : [{ name: bodyExport(index), type: bodyType(content), schema: content.schema }],
  );
  return [...ofBodies, ...ofParameters];
}

/**
 * The export of each parameter's validator, in their order: `limitQuery`, `idempotencyKeyHeader`. One name may stand in
 * several places, and `page[size]` reads like `pageSize`.
 */
export function parameterExports(parameters: readonly Parameter[]): readonly string[] {
  const taken = new Set<string>();
  return parameters.map(({ name, in: place }) => {
    const written = camelCase(`${name} ${place}`);
    const base = /^[A-Za-z]/.test(written) ? written : `_${written}`;
    let free = base;
    for (let next = 2; taken.has(free); next += 1) free = `${base}${next}`;
    taken.add(free);
    return free;
  });
}

/**
 * An operation's validators as one module without imports: the schemas are compiled here, and what the compiled code
 * needs of ajv is bundled in, so that no compiler is in a function's bundle.
 */
export async function validatorsModule(contract: Contract, operation: Operation): Promise<string> {
  const exported = exportedValidators(operation).map(({ name, schema }) => ({
    name,
    schema: selfContained(contract.derived, schema),
  }));
  return `${banner(contract)}${await compiled(exported, sourcesOf(contract))}`;
}

/** The source of a module that exports a validator for each schema, by its name. */
export async function compiled(exported: readonly NamedSchema[], sources = new ValidatorSources()): Promise<string> {
  return inlined(joiningErrors(sources.moduleOf(exported)));
}

async function inlined(source: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, sourcefile: 'validators.js' },
    absWorkingDir: import.meta.dirname,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'node24',
    treeShaking: true,
    minifySyntax: true,
    legalComments: 'none',
    write: false,
  });
  return (outputFiles[0]?.text ?? '').replaceAll(/^ *\/\/ .*\n/gm, '');
}

/** The types of `validatorsModule`. */
export function validatorsTypes(contract: Contract, operation: Operation): string {
  const exported = exportedValidators(operation);
  const types = exported.map(({ name, type }) => `export declare const ${name}: Validator<${type}>;\n`);
  const used = namedTypes(exported.map(({ type }) => type));
  return [
    banner(contract),
    importTypes(
      types.some((type) => type.includes('UploadedFile')) ? ['UploadedFile', 'Validator'] : ['Validator'],
      'penstock/runtime/operation-contract',
    ),
    ...(used.length === 0 ? [] : [`import type { ${used.join(', ')} } from '../types.ts';\n`]),
    '\n',
    ...types,
  ].join('');
}

const notOfTheContract = new Set(['UploadedFile', 'Uint8Array']);

/** Those of the types that `types.ts` exports, each once, sorted. */
export function namedTypes(types: readonly string[]): readonly string[] {
  const named = types.flatMap(
    (type) => type.replaceAll(/'(?:[^'\\]|\\.)*'/g, '').match(/(?<![\w$])[A-Z]\w*(?!\w|\??:)/g) ?? [],
  );
  return [...new Set(named.filter((name) => !notOfTheContract.has(name)))].sort();
}
