import type { DescMethod, DescService } from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel as Level } from '@bufbuild/protobuf/wkt';
import { camelCase } from '../generate/literal.ts';
import { asStrings } from '../json.ts';
import type { Contract, Operation } from '../model.ts';
import { streamTimeoutChain, timeoutChain } from '../timeouts.ts';
import type { RpcDraft } from './draft.ts';
import { judgeMethod } from './method-rules.ts';
import type { RpcMethod } from './model.ts';
import type { ReadOption } from './options.ts';
import { type Outlined, policyOfMethod } from './outlined.ts';
import type { RpcRoute } from './route.ts';

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
    security: serves.security.map((one) => ({
      ...one,
      scopes: [...new Set([...one.scopes, ...asStrings(own.scopes)])],
    })),
    policy,
    timeouts: streams ? streamTimeoutChain(policy.timeout) : timeoutChain(policy.timeout),
    parameters: [],
    responses: [],
    rpc,
  } as const;
  return { name: desc.name, desc, input: desc.input, serves, endpoint };
}

/** What streams answers otherwise than what does not: its function is one of its own. */
const functionOf = ({ name }: DescService, streams: boolean): string => `${camelCase(name)}${streams ? 'Streams' : ''}`;
