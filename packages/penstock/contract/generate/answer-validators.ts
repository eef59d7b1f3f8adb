import type { JsonObject } from '../json.ts';
import type { Contract, Operation, Response, ResponseHeader } from '../model.ts';
import { selfContained } from '../schema.ts';
import { banner } from './banner.ts';
import { compiled } from './validators.ts';

/** What is no problem: problems are thrown, and the runtime makes their documents. */
export const answersOf = ({ responses }: Operation): readonly Response[] =>
  responses.filter(({ status }) => /^[23]/.test(status));

/** The export that checks the answers of a status. */
export const validatorName = (status: string): string => `status${status}`;

/** The validators of an operation's answers, a module beside those of its requests: bundles may leave it out. */
export async function answersModule(contract: Contract, operation: Operation): Promise<string> {
  const exported = answersOf(operation).map((answer) => ({
    name: validatorName(answer.status),
    schema: selfContained(contract.document, answerSchema(answer)),
  }));
  return `${banner(contract)}${await compiled(exported)}`;
}

/** The schema of `{ headers, body }`. That headers are there, and no others, is checked without it. */
function answerSchema({ headers, content }: Response): JsonObject {
  const named = headers.map((header) => [header.name.toLowerCase(), headerSchema(header)] as const);
  return {
    type: 'object',
    required: ['headers', ...(content === undefined ? [] : ['body'])],
    properties: {
      headers: { type: 'object', properties: Object.fromEntries(named) },
      ...(content !== undefined && { body: content.schema }),
    },
  };
}

/** A header is text; of a schema for another type its text form is checked, and not its bounds. */
function headerSchema({ type, schema }: ResponseHeader): JsonObject {
  if (type === 'string') return schema;
  return { type: 'string', ...textForms[type] };
}

const textForms: Readonly<Record<string, JsonObject>> = {
  integer: { pattern: '^-?(0|[1-9][0-9]*)$' },
  number: { pattern: '^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$' },
  boolean: { enum: ['true', 'false'] },
};

/** The types of `answersModule`. */
export function answersTypes(contract: Contract, operation: Operation): string {
  const types = answersOf(operation).map(
    ({ status }) => `export declare const ${validatorName(status)}: Validator<unknown>;\n`,
  );
  return [banner(contract), `import type { Validator } from 'penstock/runtime/operation-contract';\n\n`, ...types].join(
    '',
  );
}
