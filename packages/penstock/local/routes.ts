import type { ApiDefinition, Throttle } from './apigateway/definition.ts';

/** A row of the table that the local cloud prints: of the operations, not of what is derived from them (HEAD, OPTIONS). */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly public: boolean;
  readonly throttle?: Throttle;
  /** Milliseconds. */
  readonly timeout: number;
  readonly functionName: string;
}

export function routesOf(api: ApiDefinition): readonly Route[] {
  return api.methods.flatMap((method) => {
    const { operationId, integration } = method;
    if (operationId === undefined || integration.kind !== 'function') return [];
    const throttle = api.throttleOf(method);
    return {
      method: method.httpMethod,
      path: method.resourcePath,
      operationId,
      public: method.authorizer === undefined,
      ...(throttle === undefined ? {} : { throttle }),
      timeout: integration.timeout,
      functionName: integration.functionArn.split(':')[6] ?? '',
    };
  });
}
