import { contractFile, graphBeside } from '../../contract/files.ts';
import { doorOf } from '../door.ts';
import type { Scaffold } from '../scaffold.ts';
import * as templates from '../templates/graph.ts';
import { besideContract } from './service.ts';

/** The graph of an app, over the use cases of a context. */
export function newGraph(root: string, context: string): Scaffold {
  const door = doorOf(root, context, 'graph');
  const folder = `functions/${context}/entry/graph`;
  const file = besideContract(contractFile, graphBeside);
  return {
    files: {
      [file]: templates.sdl(door),
      [`${folder}/graph.ts`]: templates.graphEntry(door),
      [`${folder}/resolvers/queries.ts`]: templates.queries(door),
      ...(door.create && {
        [`${folder}/resolvers/mutations.ts`]: templates.mutations(door, door.create.operationId),
      }),
      'test/http/graph.test.ts': templates.graphTest(door),
    },
    edits: [],
    left: [
      ...door.left.map((what) => `${file}: ${what}`),
      `${file}: what requests cost (@cost), and the throttle, timeout and concurrency of /graphql (@penstock)`,
      `functions/${context}/infra.ts: what resolvers may reach beside what the operations may (graph: { tables: ... })`,
    ],
  };
}
