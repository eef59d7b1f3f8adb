import { Problem } from '../../problem/problem.ts';

/** What another subgraph knows an entity by: its type and the fields of one of its keys. */
export interface Representation {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

/** Finds entities of one type, all that a request asks for at once: each where its representation stands. */
export type EntityReader<Context> = (
  representations: readonly Representation[],
  context: Context,
) => Promise<readonly (object | null | undefined)[]>;

/** By the type's name: each type of the SDL with a resolvable `@key` has one. */
export type EntityReaders<Context> = Readonly<Record<string, EntityReader<Context>>>;

type Entity = object | null;

/**
 * The value of `_entities`: each type's reader is called once. What one can't find is null; where it fails, its entities
 * are errors, and those of other types are not.
 *
 * @see https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec#query_entities
 */
export async function resolveEntities<Context>(
  readers: EntityReaders<Context>,
  representations: readonly unknown[],
  context: Context,
): Promise<readonly (Entity | Error)[]> {
  const answer: (Entity | Error)[] = representations.map(() => null);
  const asked = representations.map((one, index) => ({ index, name: nameOf(one), representation: one }));
  const byName = Map.groupBy(asked, ({ name }) => name);
  await Promise.all(
    [...byName].map(async ([name, group]) => {
      const found = await readGroup(
        readers,
        name,
        group.map(({ representation }) => representation),
        context,
      );
      for (const [at, { index }] of group.entries()) answer[index] = found[at] ?? null;
    }),
  );
  return answer;
}

async function readGroup<Context>(
  readers: EntityReaders<Context>,
  name: string | undefined,
  group: readonly unknown[],
  context: Context,
): Promise<readonly (Entity | Error | undefined)[]> {
  const reader = name !== undefined && Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader === undefined) {
    const detail = `__typename is one of ${Object.keys(readers).join(', ')}`;
    const errors = [{ parameter: 'representations', detail }];
    const problem = new Problem('invalid-parameter', `No entity of this subgraph: ${detail}.`, { errors });
    return group.map(() => problem);
  }
  try {
    const found = await reader(group as readonly Representation[], context);
    // The type's name is how graphql finds out which of the union it is.
    return found.map((entity) => (entity === null || entity === undefined ? null : { ...entity, __typename: name }));
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error('An entity could not be read', { cause: thrown });
    return group.map(() => error);
  }
}

function nameOf(representation: unknown): string | undefined {
  const name = Object(representation).__typename;
  return typeof name === 'string' ? name : undefined;
}
