import type { Endpoint } from '../../contract/endpoint.ts';
import { graphName, graphStreamsName } from '../../contract/graph/model.ts';
import type { Contract } from '../../contract/model.ts';
import { functionNameOf, servedBy } from '../../contract/rpc/endpoints.ts';
import type { Context } from '../context/context.ts';
import type { Stage } from '../stage/stage.ts';

/** Functions that have a stack of their own, beside that of the API. */
export interface FunctionGroup {
  /** The context's name, with a number where it has several stacks. */
  readonly name: string;
  /** Names of functions. */
  readonly functions: readonly string[];
}

/**
 * A stack takes 500 resources. An operation has six, its role, policy, log, function, version and alias, and one or two
 * permissions for the gateway, which stay with the API.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const mostInApi = 55;
const mostInGroup = 75;

/** By context: those that the stage names, else all where they are more than the API's stack can take. */
export function functionGroups(
  endpoints: readonly Endpoint[],
  contexts: readonly Context[],
  { functionStacks }: Pick<Stage, 'functionStacks'> = {},
): readonly FunctionGroup[] {
  const operations = endpoints.filter(({ rpc }) => rpc === undefined).map(functionNameOf);
  const named = functionStacks ?? (new Set(endpoints.map(functionNameOf)).size > mostInApi ? ['*'] : []);
  const own = new Set(operations);
  const grouped = contexts.filter(({ name }) => named.includes('*') || named.includes(name));
  return grouped.flatMap(({ name, operations: granted = {} }) => {
    const functions = Object.keys(granted).filter((one) => own.has(one));
    return chunks(functions).map((part, index) => ({
      name: index === 0 ? name : `${name}${index + 1}`,
      functions: part,
    }));
  });
}

/** The endpoints whose functions are in the API's stack, and the names of those that are elsewhere. */
export function functionPlaces(
  endpoints: readonly Endpoint[],
  contexts: readonly Context[],
  stage: Pick<Stage, 'functionStacks'>,
) {
  const elsewhere = functionGroups(endpoints, contexts, stage).flatMap(({ functions }) => functions);
  const own = endpoints.filter((endpoint) => !elsewhere.includes(functionNameOf(endpoint)));
  return { own, elsewhere };
}

/** The functions of the API's stack that run what an operation, or a door of the graph, is granted. */
export function functionsServing(contract: Pick<Contract, 'operations'>, name: string, elsewhere: readonly string[]) {
  const ofGraph = [graphName, graphStreamsName].filter((one) => one === name);
  return [...servedBy(contract, name), ...ofGraph].filter((one) => !elsewhere.includes(one));
}

/** A third of a large template would be spaces, and 1 MB is all that CloudFormation takes. */
export const compact = { suppressTemplateIndentation: true };

const chunks = (all: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(all.length / mostInGroup) }, (_, index) =>
    all.slice(index * mostInGroup, (index + 1) * mostInGroup),
  );
