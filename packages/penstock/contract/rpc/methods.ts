import type { DescMethod, DescService } from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel as Level } from '@bufbuild/protobuf/wkt';
import { camelCase } from '../generate/literal.ts';
import { asStrings, type JsonObject } from '../json.ts';
import type { Contract, Operation, Policy } from '../model.ts';
import { mergePolicy } from '../policies.ts';
import { streamTimeoutChain, timeoutChain } from '../timeouts.ts';
import type { RpcDraft } from './draft.ts';
import { judgeMethod } from './method-rules.ts';
import type { RpcMethod, RpcRoute } from './model.ts';
import type { ReadOption } from './options.ts';

/** The number of `(penstock.method)` among the options of a method, which are its field 4. */
export const policyOption = [4, 52001] as const;

/** A method as it is written: its options read, the operation found, nothing judged. */
export interface Outlined {
  readonly desc: DescMethod;
  readonly label: string;
  /** Undefined: it has no `(penstock.method)`. */
  readonly own: JsonObject | undefined;
  /** Undefined: it names none that there is. */
  readonly serves: Operation | undefined;
  readonly streams: boolean;
  readonly isSafe: boolean;
}

/** The methods of a service with what they promise, or everything that is wrong with them. */
export function readMethods(
  service: DescService,
  contract: Contract,
  policyOf: ReadOption,
): { readonly methods: readonly RpcMethod[]; readonly drafts: readonly RpcDraft[] } {
  const outlined = service.methods.map((desc) => outline(desc, contract, policyOf));
  const drafts = outlined.flatMap((one) => [...judgeMethod(one, contract)]);
  const methods = outlined.flatMap((one) => (one.serves === undefined ? [] : [toMethod(one, one.serves)]));
  return { methods, drafts };
}

function outline(desc: DescMethod, contract: Contract, policyOf: ReadOption): Outlined {
  const own = policyOf(desc);
  return {
    desc,
    label: `${desc.parent.name}.${desc.name}`,
    own,
    serves: contract.operations.find(({ operationId }) => operationId === own?.serves),
    streams: desc.methodKind === 'server_streaming',
    isSafe: desc.idempotency === Level.NO_SIDE_EFFECTS,
  };
}

function toMethod(outlined: Outlined, serves: Operation): RpcMethod {
  const { desc, label, own = {}, streams, isSafe } = outlined;
  const policy = policyOfMethod(own, serves);
  const rpc: RpcRoute = {
    function: functionOf(desc.parent, streams),
    serves: serves.operationId,
    alsoGet: isSafe && !streams,
    streams,
  };
  const endpoint = {
    operationId: label,
    method: 'POST',
    path: `/${desc.parent.typeName}/${desc.name}`,
    scopes: [...new Set([...serves.scopes, ...asStrings(own.scopes)])],
    policy,
    timeouts: streams ? streamTimeoutChain(policy.timeout) : timeoutChain(policy.timeout),
    deprecated: false,
    parameters: [],
    responses: [],
    rpc,
  } as const;
  return { name: desc.name, desc, input: desc.input, serves, endpoint };
}

/** The operation's policy with the method's own laid over it. */
export const policyOfMethod = ({ throttle, timeout, slo, concurrency }: JsonObject, { policy }: Operation): Policy => {
  const own = { throttle, timeout, slo, concurrency };
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return mergePolicy({ ...policy }, given) as unknown as Policy;
};

/** What streams answers otherwise than what does not: its function is one of its own. */
export const functionOf = ({ name }: DescService, streams: boolean): string =>
  `${camelCase(name)}${streams ? 'Streams' : ''}`;
