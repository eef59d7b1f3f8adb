import type { Consumer } from '../events/model.ts';
import { gatewayRoutes } from '../gateway-routes.ts';
import type { Contract } from '../model.ts';
import { withServices } from '../rpc/endpoints.ts';
import type { RpcContract } from '../rpc/model.ts';
import { banner } from './banner.ts';
import { literal } from './literal.ts';

/** Every route to a function with its scopes: what the authorizer's policies are made of. */
export function routesModule(contract: Contract, consumers: readonly Consumer[], rpc?: RpcContract): string {
  const methods = rpc?.services.flatMap((service) => service.methods.map(({ endpoint }) => endpoint.operationId)) ?? [];
  const routes = gatewayRoutes(withServices(contract, rpc).operations).map(
    ({ method, operation: { operationId, path, scopes } }) => ({
      operationId,
      method,
      path,
      scopes,
    }),
  );
  return `${banner(contract)}
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
  readonly operationId: OperationId${methods.length === 0 ? '' : ' | MethodId'};
  readonly method: string;
  readonly path: string;
  /** All of them are needed; empty on a public operation. */
  readonly scopes: readonly string[];
}

export const routes: readonly Route[] = ${literal(routes)};
`;
}

const unionOf = (names: readonly string[]): string =>
  names.length === 0 ? ' never' : names.map((name) => `\n  | '${name}'`).join('');
