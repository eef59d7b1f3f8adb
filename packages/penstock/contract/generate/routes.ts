import { endpointsOf } from '../endpoints.ts';
import type { Consumer } from '../events/model.ts';
import { gatewayRoutes } from '../gateway-routes.ts';
import { type GraphContract, graphName } from '../graph/model.ts';
import type { Contract } from '../model.ts';
import { banner } from './banner.ts';
import { literal } from './literal.ts';

/** Every route to a function with what it asks of callers: what the authorizer's policies are made of. */
export function routesModule(contract: Contract, consumers: readonly Consumer[], graph?: GraphContract): string {
  const routes = gatewayRoutes(endpointsOf({ contract, graph })).map(
    ({ method, operation: { operationId, path, security } }) => ({ operationId, method, path, security }),
  );
  const doors = graph === undefined ? '' : ` | '${graphName}'`;
  return `${banner(contract)}import type { SecurityRequirement } from 'penstock/runtime/operation-contract';

export type OperationId =${unionOf(contract.operations.map(({ operationId }) => operationId))};

export type ConsumerName =${unionOf(consumers.map(({ name }) => name))};

export interface Route {
  readonly operationId: OperationId${doors};
  readonly method: string;
  readonly path: string;
  /** Any one of these is enough; none on a public operation. */
  readonly security: readonly SecurityRequirement[];
}

export const routes: readonly Route[] = ${literal(routes)};
`;
}

const unionOf = (names: readonly string[]): string =>
  names.length === 0 ? ' never' : names.map((name) => `\n  | '${name}'`).join('');
