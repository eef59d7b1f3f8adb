import { composeServices } from '@theguild/federation-composition';
import { GraphQLError, parse } from 'graphql';
import type { Finding } from '../../finding.ts';

/** An SDL that is composed with others, and the file that it is from. */
export interface ComposedFile {
  readonly file: string;
  readonly sdl: string;
}

/** In a supergraph a subgraph has a name and an address; nothing is asked for here. */
const addressOf = (name: string): string => `https://${name}.invalid/graphql`;

/**
 * Why subgraphs do not compose, each by the rule that says so: nothing where they do.
 *
 * @see https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/composition-rules
 */
export function compositionFindings(own: ComposedFile, others: readonly ComposedFile[]): readonly Finding[] {
  const services = [own, ...others].map(({ file, sdl }, index) => ({ file, sdl, name: nameOf(file, index) }));
  const broken = services.flatMap(({ file, sdl }) => malformed(file, sdl));
  if (broken.length > 0) return broken;
  const composed = composeServices(
    services.map(({ name, sdl }) => ({ name, url: addressOf(name), typeDefs: parse(sdl) })),
  );
  return (composed.errors ?? []).map(({ message, extensions }) =>
    finding(own.file, `${String(extensions?.code ?? 'COMPOSITION')}: ${message}`, 'Make the subgraphs agree.'),
  );
}

const nameOf = (file: string, index: number): string => {
  const base = file.split('/').at(-1) ?? '';
  return index === 0 ? 'own' : base.replace(/\.\w+$/, '').replace(/[^A-Za-z0-9-]/g, '-');
};

function malformed(file: string, sdl: string): readonly Finding[] {
  try {
    parse(sdl);
    return [];
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return [finding(file, error.message, 'Take the SDL of the other subgraph anew.', error.locations?.[0])];
  }
}

const finding = (file: string, message: string, fix: string, { line, column } = { line: 1, column: 1 }): Finding => ({
  file,
  line,
  column,
  path: '',
  rule: 'graph-composition',
  message,
  fix,
});
