import { type GraphContract, graphName, graphStreamsName } from '../../contract/graph/model.ts';
import type { Contract } from '../../contract/model.ts';

/** Something that goes: an operation of the contract, or a part of its graph. */
export interface Deprecated {
  /** As it is counted: an operationId, or a schema coordinate. */
  readonly name: string;
  /** How people know it: `POST /v1/parcels`. */
  readonly what: string;
  /** Its last day, YYYY-MM-DD. */
  readonly sunset: string;
  readonly since?: string;
  /** The operationId of what takes its place. */
  readonly successor?: string;
  /** The functions that count its uses. */
  readonly functions: readonly string[];
}

/** All that the contract and its graph say is deprecated, what goes first first. */
export function deprecatedIn({ operations }: Contract, graph: GraphContract | undefined): readonly Deprecated[] {
  const ofOperations = operations.flatMap(({ operationId, method, path, deprecation }): readonly Deprecated[] => {
    if (deprecation === undefined) return [];
    const { sunset, since, successor } = deprecation;
    return [
      {
        name: operationId,
        what: `${method} ${path}`,
        sunset,
        ...(since === undefined ? {} : { since }),
        ...(successor === undefined ? {} : { successor: successor.operationId }),
        functions: [operationId],
      },
    ];
  });
  const functions = [graphName, ...(graph?.streams === undefined ? [] : [graphStreamsName])];
  const ofGraph = Object.entries(graph?.sunsets ?? {}).map(
    ([name, sunset]): Deprecated => ({ name, what: 'in the graph', sunset, functions }),
  );
  return [...ofOperations, ...ofGraph].toSorted((a, b) => a.sunset.localeCompare(b.sunset));
}
