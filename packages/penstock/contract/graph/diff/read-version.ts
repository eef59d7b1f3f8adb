import {
  buildASTSchema,
  type DocumentNode,
  GraphQLError,
  Kind,
  parse,
  Source,
  specifiedScalarTypes,
  visit,
} from 'graphql';
import { ContractError } from '../../finding.ts';
import { subgraphOf } from '../federation/subgraph-sdl.ts';
import type { GraphVersion } from './diff-graph.ts';

/**
 * Reads an SDL as it is written: it need not pass the rules of today. What it names and does not define, as the kit's own
 * directives and scalars, is taken to be there.
 *
 * @throws ContractError for what is not GraphQL
 */
export function readVersion(file: string, text: string): GraphVersion {
  try {
    const document = parse(new Source(text, file));
    const whole = parse(subgraphOf(text).executable, { noLocation: true });
    const scalars = undefinedTypes(whole).map((name) => `scalar ${name}`);
    const additions = scalars.length === 0 ? [] : parse(scalars.join('\n'), { noLocation: true }).definitions;
    const definitions = [...whole.definitions, ...additions];
    return { document, schema: buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValidSDL: true }) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, locations } = error;
    const [{ line, column } = { line: 1, column: 1 }] = locations ?? [];
    const fix = 'Correct the GraphQL here; nothing could be compared with it.';
    throw new ContractError([{ file, line, column, path: '', rule: 'graph', message, fix }]);
  }
}

const builtIn: ReadonlySet<string> = new Set(specifiedScalarTypes.map(({ name }) => name));

function undefinedTypes(document: DocumentNode): readonly string[] {
  const named = new Set<string>();
  visit(document, { NamedType: ({ name }) => void named.add(name.value) });
  const defined = new Set(document.definitions.flatMap((one) => ('name' in one ? (one.name?.value ?? []) : [])));
  return [...named].filter((name) => !defined.has(name) && !builtIn.has(name));
}
