import { asStrings } from '../json.ts';
import type { Contract } from '../model.ts';
import { brokenPromises, read } from '../rules/policy.ts';
import type { RpcDraft } from './draft.ts';
import { type Outlined, policyOfMethod, policyOption } from './outlined.ts';

type MethodRule = (method: Outlined, contract: Contract) => Iterable<RpcDraft>;

/** Everything that is wrong with a method's promises. */
export function* judgeMethod(method: Outlined, contract: Contract): Iterable<RpcDraft> {
  for (const rule of rules) yield* rule(method, contract);
}

const at = (rule: string, { desc: of }: Outlined, message: string, fix: string): RpcDraft => {
  return { rule, of, option: policyOption, message, fix };
};

const rules: readonly MethodRule[] = [
  function* serves(method, { operations }) {
    if (method.serves !== undefined) return;
    const received = method.own?.serves === undefined ? 'none' : JSON.stringify(method.own.serves);
    const known = operations.map(({ operationId }) => operationId).join(', ');
    const message = `${method.label}: expected the operation that it serves, received ${received}`;
    yield at('serves', method, message, `Write option (penstock.method) = { serves: "..." } with one of ${known}.`);
  },
  function* requestStreams(method) {
    const { methodKind } = method.desc;
    if (methodKind !== 'client_streaming' && methodKind !== 'bidi_streaming') return;
    const message = `${method.label}: expected one request message, received a stream: API Gateway streams answers only`;
    yield at('request-stream', method, message, 'Take a message with a repeated field, or make it several calls.');
  },
  function* streams(method) {
    const expected = method.serves?.timeouts.stream !== undefined;
    if (method.serves === undefined || method.streams === expected) return;
    const [is, was] = method.streams ? ['a stream', 'none'] : ['no stream', 'one'];
    const message = `${method.label}: received ${is} on a method that serves ${method.serves.operationId}, which is ${was}`;
    yield at('stream', method, message, 'Serve an operation that answers as the method does.');
  },
  function* safe(method) {
    if (!method.isSafe || method.serves === undefined || method.serves.method === 'GET') return;
    const message = `${method.label}: received NO_SIDE_EFFECTS on a method that serves ${method.serves.method} ${method.serves.path}`;
    yield at('safe', method, message, 'Remove idempotency_level: whatever a GET asks for may be asked twice.');
  },
  function* idempotency(method) {
    const declared = idempotencies[String(method.own?.idempotency)];
    const expected = method.serves?.policy.idempotency;
    if (declared === undefined || expected === undefined || declared === expected) return;
    const message = `${method.label}: expected idempotency ${expected}, as ${method.serves?.operationId} has it, received ${declared}`;
    yield at('idempotency', method, message, 'Remove it: a key means the same at every door.');
  },
  function* scopes(method, { scopes: declared }) {
    for (const scope of asStrings(method.own?.scopes).filter((name) => !declared.includes(name))) {
      const message = `${method.label}: expected scopes of openapi.yaml, received ${scope}`;
      yield at('scopes', method, message, `Write one of ${declared.join(', ')}, or declare it there.`);
    }
    if (method.serves?.security.length === 0 && asStrings(method.own?.scopes).length > 0) {
      const message = `${method.label}: received scopes on a method that serves ${method.serves.operationId}, which is public`;
      yield at('scopes', method, message, 'Remove them, or protect the operation.');
    }
  },
  function* policy(method) {
    if (method.serves === undefined) return;
    const whole = policyOfMethod(method.own ?? {}, method.serves);
    const promised = {
      streams: method.streams,
      number: (name: string) => {
        const value = read(whole, name);
        return typeof value === 'number' ? value : undefined;
      },
      place: () => ({ value: undefined, pointer: '' }),
    };
    for (const { rule, message, fix } of brokenPromises(method.label, promised)) yield at(rule, method, message, fix);
  },
];

const idempotencies: Readonly<Record<string, string>> = {
  IDEMPOTENCY_NONE: 'none',
  IDEMPOTENCY_REQUIRED: 'required',
};
