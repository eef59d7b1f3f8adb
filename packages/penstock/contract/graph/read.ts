import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  Source,
  validateSchema,
  visit,
} from 'graphql';
import { validateSDL } from 'graphql/validation/validate.js';
import { ContractError, type Finding } from '../finding.ts';
import { contractDirectives, kitScalars, runtimeDirectives } from './directives.ts';
import { importedNames, subgraphOf } from './federation/subgraph-sdl.ts';

/** A graph as parsed: a valid schema, whatever else may be wrong with it. */
export interface GraphSource {
  readonly file: string;
  /** The app's own definitions. */
  readonly document: DocumentNode;
  /** What the kit adds for functions. */
  readonly additions: readonly DefinitionNode[];
  readonly schema: GraphQLSchema;
}

/** @throws ContractError for what is not GraphQL, or no valid schema */
export function readGraph(file: string, text: string): GraphSource {
  const document = parsed(file, text);
  const additions = [...additionsTo(document), ...machineryOf(text)];
  const whole: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [...additions, ...definitionsOf(contractDirectives), ...document.definitions],
  };
  refuse(file, validateSDL(whole));
  const schema = buildASTSchema(whole, { assumeValidSDL: true });
  refuse(file, validateSchema(schema));
  return { file, document, additions, schema };
}

function parsed(file: string, text: string): DocumentNode {
  try {
    return parse(new Source(text, file));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new ContractError([findingOf(file, error, 'Correct the GraphQL here; nothing after it could be checked.')]);
  }
}

function refuse(file: string, errors: readonly GraphQLError[]): void {
  if (errors.length === 0) return;
  throw new ContractError(errors.map((error) => findingOf(file, error, 'Correct it: this is no valid schema.')));
}

const findingOf = (file: string, { message, locations }: GraphQLError, fix: string): Finding => {
  const { line = 1, column = 1 } = locations?.[0] ?? {};
  return { file, line, column, path: '', rule: 'graph', message, fix };
};

const definitionsOf = (sdl: string): readonly DefinitionNode[] => parse(sdl, { noLocation: true }).definitions;

/** The kit's directives, but those that a subgraph imports, and its scalars that are named and not defined. */
function additionsTo(document: DocumentNode): readonly DefinitionNode[] {
  const named = new Set<string>();
  visit(document, {
    NamedType: ({ name }) => {
      named.add(name.value);
    },
  });
  const defined = new Set(document.definitions.flatMap((one) => ('name' in one ? (one.name?.value ?? '') : '')));
  const scalars = Object.entries(kitScalars).filter(([name]) => named.has(name) && !defined.has(name));
  const imported = new Set(importedNames(document)?.values());
  return definitionsOf([runtimeDirectives, ...scalars.map(([, { sdl }]) => sdl)].join('\n')).filter(
    (one) => one.kind !== Kind.DIRECTIVE_DEFINITION || !imported.has(one.name.value),
  );
}

/** What federation adds to a file that links it. */
function machineryOf(text: string): readonly DefinitionNode[] {
  const machinery = subgraphOf(text).executable.slice(text.trimEnd().length).trim();
  return machinery === '' ? [] : definitionsOf(machinery);
}
