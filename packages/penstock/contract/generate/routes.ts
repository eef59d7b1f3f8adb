import { gatewayRoutes } from '../gateway-routes.ts';
import type { Contract } from '../model.ts';
import { banner } from './banner.ts';
import { literal } from './literal.ts';

/** Every route to a function with its scopes: what the authorizer's policies are made of. */
export function routesModule(contract: Contract): string {
  const routes = gatewayRoutes(contract.operations).map(({ method, operation: { operationId, path, scopes } }) => ({
    operationId,
    method,
    path,
    scopes,
  }));
  const union = contract.operations.map(({ operationId }) => `\n  | '${operationId}'`).join('');
  return `${banner(contract)}
export type OperationId =${union};

export interface Route {
  readonly operationId: OperationId;
  readonly method: string;
  readonly path: string;
  /** All of them are needed; empty on a public operation. */
  readonly scopes: readonly string[];
}

export const routes: readonly Route[] = ${literal(routes)};
`;
}
