import { succeedsByDefault } from '../default-answer.ts';
import type { JsonObject } from '../json.ts';
import type { Contract, MediaContent, Operation, Response, ResponseHeader } from '../model.ts';
import { selfContained } from '../schema.ts';
import type { NamedSchema } from '../shared.ts';
import { banner } from './banner.ts';
import { sourcesOf } from './validator-sources.ts';
import { compiled } from './validators.ts';

/** What is no problem: problems are thrown, and the runtime makes their documents. */
export function answersOf({ responses }: Operation): readonly Response[] {
  const types = responses.map(({ status, contents }) => [status, contents.map(({ mediaType }) => mediaType)] as const);
  const byDefault = succeedsByDefault(types);
  return responses.filter(({ status }) => /^[23]/.test(status) || (byDefault && status === 'default'));
}

/** The export that checks the answers of a status, of its first media type or of one after it. */
export const validatorName = (status: string, index = 0): string =>
  `status${status}${index === 0 ? '' : `Content${index + 1}`}`;

const validatorsOf = (operation: Operation): readonly NamedSchema[] =>
  answersOf(operation).flatMap((answer) =>
    (answer.contents.length === 0 ? [undefined] : answer.contents).map((content, index) => ({
      name: validatorName(answer.status, index),
      schema: answerSchema(answer, content),
    })),
  );

/** The validators of an operation's answers, a module beside those of its requests: bundles may leave it out. */
export async function answersModule(contract: Contract, operation: Operation): Promise<string> {
  const exported = validatorsOf(operation).map(({ name, schema }) => ({
    name,
    schema: selfContained(contract.derived, schema),
  }));
  return `${banner(contract)}${await compiled(exported, sourcesOf(contract))}`;
}

/** The schema of `{ headers, body }`. That headers are there, and no others, is checked without it; bytes have no schema. */
function answerSchema({ headers }: Response, content: MediaContent | undefined): JsonObject {
  const named = headers.map((header) => [header.name.toLowerCase(), headerSchema(header)] as const);
  const described = content === undefined || content.kind === 'bytes' ? undefined : content.schema;
  return {
    type: 'object',
    required: ['headers', ...(described === undefined ? [] : ['body'])],
    properties: {
      headers: { type: 'object', properties: Object.fromEntries(named) },
      ...(described !== undefined && { body: described }),
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
  const types = validatorsOf(operation).map(({ name }) => `export declare const ${name}: Validator<unknown>;\n`);
  return [banner(contract), `import type { Validator } from 'penstock/runtime/operation-contract';\n\n`, ...types].join(
    '',
  );
}
