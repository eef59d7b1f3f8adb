import type { ApiDefinition, Throttle } from './apigateway/definition.ts';

/** A row of the table that the local cloud prints. */
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
  return api.methods.map((method) => {
    const throttle = api.throttleOf(method);
    return {
      method: method.httpMethod,
      path: method.resourcePath,
      operationId: method.operationId ?? '',
      public: method.authorizer === undefined,
      ...(throttle === undefined ? {} : { throttle }),
      timeout: method.timeout,
      functionName: method.functionArn.split(':')[6] ?? '',
    };
  });
}
