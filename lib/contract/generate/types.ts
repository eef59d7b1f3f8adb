import type { Contract } from '../model.ts';
import { componentSchemas } from '../schema.ts';
import { banner } from './banner.ts';

/** The TypeScript types of `components/schemas`, one export a schema. */
export async function typesModule(contract: Contract): Promise<string> {
  // Loaded on demand: it costs a tenth of a second that synth need not pay.
  const { compile } = await import('json-schema-to-typescript');
  const schemas = relocate(componentSchemas(contract.document)) as Record<string, object>;
  const root = {
    title: 'Schemas',
    description: 'Every schema of the contract by its name.',
    type: 'object' as const,
    additionalProperties: false,
    required: Object.keys(schemas),
    properties: Object.fromEntries(Object.keys(schemas).map((name) => [name, { $ref: `#/definitions/${name}` }])),
    definitions: schemas,
  };
  const source = await compile(root, 'Schemas', {
    bannerComment: '',
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  return `${banner(contract)}\n${source}`;
}

/** json-schema-to-typescript resolves definitions by their old name only. */
function relocate(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/definitions/'));
}
