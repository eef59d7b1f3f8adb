import { type Call, type CallContext, type CallFacts, callOf } from '../core/call.ts';

/** A call of a method as its entry sees it: fitting its rules, its caller admitted. */
export interface RpcCall extends CallContext {
  /** The call for a use case that takes this input and knows nothing of Connect. */
  call<Input>(input: Input): Call<Input>;
}

export const toRpcCall = (facts: CallFacts): RpcCall =>
  Object.assign(callOf(facts, undefined), { call: <Input>(input: Input) => callOf(facts, input) });
