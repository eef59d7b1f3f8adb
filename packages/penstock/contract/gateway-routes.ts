import type { Endpoint } from './endpoint.ts';
import type { Method } from './model.ts';

/** A method of the gateway that leads to the function of an endpoint. */
export interface GatewayRoute {
  readonly method: Method;
  readonly operation: Endpoint;
}

/**
 * Every operation at its own method, and at HEAD where it is a GET: what GET answers, HEAD does without the content
 * (RFC 9110, 9.1 and 9.3.2). A HEAD that the contract declares is its own operation; an endpoint may have further methods.
 */
export function gatewayRoutes(operations: readonly Endpoint[]): readonly GatewayRoute[] {
  const declared = new Set(operations.map(({ method, path }) => `${method} ${path}`));
  return operations.flatMap((operation) => {
    const { method, path, furtherMethods = [], rpc } = operation;
    const derivesHead = rpc === undefined && method === 'GET' && !declared.has(`HEAD ${path}`);
    const alsoGet = rpc?.alsoGet === true ? (['GET'] as const) : [];
    const methods: readonly Method[] = [
      method,
      ...furtherMethods,
      ...alsoGet,
      ...(derivesHead ? (['HEAD'] as const) : []),
    ];
    return methods.map((one) => ({ method: one, operation }));
  });
}

/** By path, in the order of the contract: the methods that it answers, OPTIONS included, as `Allow` lists them. */
export function allowedMethods(operations: readonly Endpoint[]): ReadonlyMap<string, readonly string[]> {
  const byPath = Map.groupBy(gatewayRoutes(operations), ({ operation }) => operation.path);
  return new Map(Array.from(byPath, ([path, routes]) => [path, [...routes.map(({ method }) => method), 'OPTIONS']]));
}
