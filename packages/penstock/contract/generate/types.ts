import type { EventContract } from '../events/model.ts';
import type { Contract } from '../model.ts';
import { componentSchemas, selfContained, withoutKeywords } from '../schema.ts';
import { bodySchemas } from './answers.ts';
import { banner } from './banner.ts';
import { dataType } from './events.ts';

/** The TypeScript types of `components/schemas`, of answers written in place and of the events' data, one export each. */
export async function typesModule(contract: Contract, events: readonly EventContract[]): Promise<string> {
  const ofEvents = events.map(({ type, data }) => {
    const { $defs: _, ...own } = selfContained(contract.derived, data);
    return [dataType(type), own];
  });
  const all = {
    ...componentSchemas(contract.derived),
    ...bodySchemas(contract),
    ...Object.fromEntries(ofEvents),
  };
  return `${banner(contract)}\n${await declarations(all)}`;
}

/** A declaration for each schema, and `Schemas` for all by their names; what they refer to is among them. */
export async function declarations(byName: Readonly<Record<string, unknown>>): Promise<string> {
  // Loaded on demand: it costs a tenth of a second that synth need not pay.
  const { compile } = await import('json-schema-to-typescript');
  const schemas = relocate(byName) as Record<string, object>;
  const root = {
    title: 'Schemas',
    description: 'Every schema of the contract by its name.',
    type: 'object' as const,
    additionalProperties: false,
    required: Object.keys(schemas),
    properties: Object.fromEntries(Object.keys(schemas).map((name) => [name, { $ref: `#/definitions/${name}` }])),
    definitions: schemas,
  };
  return compile(root, 'Schemas', {
    bannerComment: '',
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    style: { singleQuote: true, printWidth: 120 },
  });
}

/** json-schema-to-typescript resolves definitions by their old name only, and would rather name them by their titles. */
function relocate(schemas: Readonly<Record<string, unknown>>): unknown {
  const untitled = Object.entries(schemas).map(([name, schema]) => [name, withoutKeywords(schema, titles)]);
  return JSON.parse(JSON.stringify(Object.fromEntries(untitled)).replaceAll('"#/$defs/', '"#/definitions/'));
}

const titles: ReadonlySet<string> = new Set(['title']);
