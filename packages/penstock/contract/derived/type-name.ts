import { pascalCase } from '../generate/literal.ts';

/** What generated modules import beside the types of the contract, and the type that lists these. */
const taken = `Schemas Immutable OperationContract Redirection ServerSentEvent Success UploadedFile Validator Array
AsyncIterable Exclude Readonly ReadonlyArray Record Uint8Array`.split(/\s+/);

/** Of an operation, the names that its own module declares. */
const ofOperation = /^(Query|Parameters|Answer|Body(\d{3}|\dXX|default)(Content\d+)?)$/i;

/**
 * Names of types, each given once. json-schema-to-typescript leaves such a name as it is: letters and digits, none of
 * which is small behind a digit.
 */
export class TypeNames {
  readonly #taken = new Set(taken);
  readonly #operations: readonly string[];

  constructor(operationIds: readonly string[]) {
    this.#operations = operationIds.map(pascalCase);
  }

  /** A name that reads like the text, with a number behind it where another has it. */
  take(text: string): string {
    const name = typeName(text);
    const wanted = this.#isOfOperation(name) ? `${name}Schema` : name;
    let free = wanted;
    for (let next = 2; this.#taken.has(free); next += 1) free = `${wanted}${next}`;
    this.#taken.add(free);
    return free;
  }

  #isOfOperation(name: string): boolean {
    return this.#operations.some((one) => name.startsWith(one) && ofOperation.test(name.slice(one.length)));
  }
}

function typeName(text: string): string {
  const name = pascalCase(text)
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .replaceAll(/\d[a-z]/g, (found) => found.toUpperCase());
  return /^[A-Z]/.test(name) ? name : `Schema${name}`;
}
