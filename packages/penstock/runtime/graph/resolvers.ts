import type { Call, CallContext } from '../core/call.ts';
import type { OperationContract } from '../operation-contract.ts';
import type { GraphContext } from './context.ts';

/** An object that is there, promised, or made when it is asked for. */
export type Lazy<Value> =
  | Value
  | PromiseLike<Value>
  | ((args: Readonly<Record<string, never>>, context: GraphContext) => Value | PromiseLike<Value>);

/** What a field of a root type is asked for: checked against its operation's contract, its caller admitted. */
export interface FieldRequest<Body, Query, Args> extends CallContext {
  /** The argument `input`, as the body of the operation. */
  readonly body: Body;
  /** The query parameters of the operation, from the arguments that stand for them. */
  readonly query: Query;
  readonly args: Args;
  /** A path parameter of the operation. */
  path(name: string): string;
  /** A header parameter of the operation. */
  header(name: string): string | undefined;
  /** The call that this field is, for a use case that takes this input and knows nothing of GraphQL. */
  call<Input>(input: Input): Call<Input>;
  readonly graph: GraphContext;
}

/** Resolves a field of a root type by the use case of its operation; what it refuses becomes the field's error. */
export type UseCaseResolver<Contract, Args, Result> =
  Contract extends OperationContract<infer Body, infer Query>
    ? (request: FieldRequest<Body, Query, Args>) => Promise<Result>
    : never;

/** Resolves a field that takes arguments, of any other type. */
export type FieldResolver<Parent, Args, Result> = (
  parent: Parent,
  args: Args,
  context: GraphContext,
) => Result | PromiseLike<Result>;

/** What a scalar of the app's own is outside, and what inside. Both throw for what it is not. */
export interface Scalar {
  coerceOutputValue(value: unknown): unknown;
  coerceInputValue(value: unknown): unknown;
}
