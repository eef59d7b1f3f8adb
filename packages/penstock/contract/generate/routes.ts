import { endpointsOf } from '../endpoints.ts';
import type { Consumer } from '../events/model.ts';
import { gatewayRoutes } from '../gateway-routes.ts';
import { type GraphContract, graphName } from '../graph/model.ts';
import type { Contract } from '../model.ts';
import { withServices } from '../rpc/endpoints.ts';
import type { RpcContract } from '../rpc/model.ts';
import { banner } from './banner.ts';
import { literal } from './literal.ts';

/** What has routes beside the operations. */
export interface OtherDoors {
  readonly graph?: GraphContract | undefined;
  readonly rpc?: RpcContract | undefined;
}

/** Every route to a function with what it asks of callers: what the authorizer's policies are made of. */
export function routesModule(
  contract: Contract,
  consumers: readonly Consumer[],
  { graph, rpc }: OtherDoors = {},
): string {
  const methods = rpc?.services.flatMap((service) => service.methods.map(({ endpoint }) => endpoint.operationId)) ?? [];
  const endpoints = endpointsOf({ contract: withServices(contract, rpc), graph });
  const routes = gatewayRoutes(endpoints).map(({ method, operation: { operationId, path, security } }) => ({
    operationId,
    method,
    path,
    security,
  }));
  const doors = `${methods.length === 0 ? '' : ' | MethodId'}${graph === undefined ? '' : ` | '${graphName}'`}`;
  return `${banner(contract)}import type { SecurityRequirement } from 'penstock/runtime/operation-contract';

export type OperationId =${unionOf(contract.operations.map(({ operationId }) => operationId))};

export type ConsumerName =${unionOf(consumers.map(({ name }) => name))};
${
  methods.length === 0
    ? ''
    : `
/** A method of a service. */
export type MethodId =${unionOf(methods)};
`
}
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
