/** A method of a service as a route of the gateway: several lead to one function. */
export interface RpcRoute {
  readonly function: string;
  /** The operationId of the use case. */
  readonly serves: string;
  /** It has no side effects, so that a GET may ask for it. */
  readonly alsoGet: boolean;
  /** Its answer is a stream of messages. */
  readonly streams: boolean;
}
