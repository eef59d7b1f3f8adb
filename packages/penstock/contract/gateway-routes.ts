import type { Method, Operation } from './model.ts';

/** A method of the gateway that leads to the function of an operation. */
export interface GatewayRoute {
  readonly method: Method;
  readonly operation: Operation;
}

/**
 * Every operation at its own method, and at HEAD where it is a GET: what GET answers, HEAD does without the content
 * (RFC 9110, 9.1 and 9.3.2). A HEAD that the contract declares is its own operation.
 */
export function gatewayRoutes(operations: readonly Operation[]): readonly GatewayRoute[] {
  const declared = new Set(operations.map(({ method, path }) => `${method} ${path}`));
  return operations.flatMap((operation) => {
    const own = { method: operation.method, operation };
    if (operation.rpc !== undefined) return operation.rpc.alsoGet ? [own, { method: 'GET', operation }] : [own];
    const derivesHead = operation.method === 'GET' && !declared.has(`HEAD ${operation.path}`);
    return derivesHead ? [own, { method: 'HEAD', operation }] : [own];
  });
}

/** By path, in the order of the contract: the methods that it answers, OPTIONS included, as `Allow` lists them. */
export function allowedMethods(operations: readonly Operation[]): ReadonlyMap<string, readonly string[]> {
  const byPath = Map.groupBy(gatewayRoutes(operations), ({ operation }) => operation.path);
  return new Map(Array.from(byPath, ([path, routes]) => [path, [...routes.map(({ method }) => method), 'OPTIONS']]));
}
