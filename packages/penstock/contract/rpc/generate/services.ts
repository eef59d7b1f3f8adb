import { banner } from '../../generate/banner.ts';
import { Code, literal } from '../../generate/literal.ts';
import { parameterExports } from '../../generate/validators.ts';
import type { Contract, Operation, Parameter } from '../../model.ts';
import type { RpcContract, RpcMethod, RpcService } from '../model.ts';
import type { GeneratedNames } from './messages.ts';
import { checksOf } from './validators.ts';

/** What a function knows of the methods that it serves: `functions/generated/rpc/<function>.ts`. */
export interface ServiceModule {
  readonly name: string;
  readonly service: RpcService;
  readonly methods: readonly RpcMethod[];
}

/** One for each function. */
export const serviceModules = ({ services }: Pick<RpcContract, 'services'>): readonly ServiceModule[] =>
  services.flatMap((service) =>
    [...Map.groupBy(service.methods, ({ endpoint }) => endpoint.rpc.function)].map(([name, methods]) => {
      return { name, service, methods };
    }),
  );

export function serviceModule(contract: Contract, { name, methods }: ServiceModule, names: GeneratedNames): string {
  const service = methods[0]?.desc.parent;
  if (service === undefined) throw new Error(`${name} has no methods`);
  const constant = names.constantOf(service);
  const keyed = [...new Set(methods.filter(isKeyed).map(({ serves }) => serves.operationId))].toSorted();
  return [
    banner(contract),
    `import type { MethodContract } from 'penstock/runtime/rpc/method-contract';\n`,
    ...keyed.map((operationId) => `import * as ${operationId} from '../validators/${operationId}.js';\n`),
    `import { ${constant.name} as service } from '${constant.module}';\n`,
    `import * as checks from './checks.ts';\n\n`,
    `export const ${name}: {\n`,
    ...methods.map(({ desc: { localName } }) => `  readonly ${localName}: ${typeOf(localName)};\n`),
    `} = {\n`,
    ...methods.map((method) => `  ${method.desc.localName}: ${methodLiteral(method)},\n`),
    '};\n',
  ].join('');
}

const isKeyed = ({ endpoint }: RpcMethod): boolean => endpoint.policy.idempotency === 'required';

function methodLiteral(method: RpcMethod): string {
  const { desc, serves, endpoint, input } = method;
  const { security, policy, timeouts } = endpoint;
  const contents = {
    method: new Code(`service.method.${desc.localName}`),
    operationId: serves.operationId,
    security,
    idempotency: policy.idempotency,
    deadline: timeouts.deadline,
    stream: timeouts.stream === undefined ? undefined : { deadline: timeouts.stream },
    attempts: timeouts.attempts,
    attemptTimeout: timeouts.attemptTimeout,
    parameters: isKeyed(method) ? keyParameters(serves) : [],
    check: new Code(`checks.${checksOf(input)}`),
  };
  return literal(contents, '  ');
}

const typeOf = (localName: string): string => `MethodContract<typeof service.method.${localName}>`;

const isKey = ({ name, in: place }: Parameter): boolean =>
  place === 'header' && name.toLowerCase() === 'idempotency-key';

function keyParameters({ operationId, parameters }: Operation): readonly object[] {
  const names = parameterExports(parameters);
  return parameters.flatMap((parameter, index) => {
    if (!isKey(parameter)) return [];
    const { name, in: place, required, type } = parameter;
    return [{ name, in: place, required, type, validate: new Code(`${operationId}.${names[index]}`) }];
  });
}
