import { object, objects } from '../json.ts';
import { IntrinsicError, resolve } from './intrinsics.ts';
import type { Live, LiveStack } from './live.ts';
import type { StackTemplate } from './read.ts';
import type { StackScope } from './stack-scope.ts';
import { replicaStreamType } from './types/replica-stream.ts';

interface StackKey {
  readonly name: string;
  readonly region: string;
}

export const isSame = (one: StackKey, other: StackKey): boolean =>
  one.name === other.name && one.region === other.region;

/** Every stack that another may refer to. */
export interface World {
  readonly scopes: ReadonlyMap<StackTemplate, StackScope>;
  readonly live: Live;
  /** Those that are live and stay as they are. */
  readonly others: readonly LiveStack[];
}

/** The value that a parameter of Systems Manager has in a region. */
export function storedParameter(region: string, { scopes, others }: World, name: string): string | undefined {
  for (const [other, scope] of scopes) {
    for (const [logicalId, { Type }] of Object.entries(scope.declarations)) {
      const isOwn = Type === 'AWS::SSM::Parameter' && other.region === region && scope.ref(logicalId) === name;
      // It puts its parameter into another region than that of its stack.
      const isPutHere = Type === replicaStreamType && scope.ref(logicalId) === `${region}:${name}`;
      if (isOwn || isPutHere) return String(scope.attribute(logicalId, 'Value'));
    }
  }
  const live = others.flatMap(({ region: home, resources }) => resources.map((resource) => ({ home, ...resource })));
  const own = live.find(({ home, type, id }) => type === 'AWS::SSM::Parameter' && home === region && id === name);
  if (own !== undefined) return String(own.properties.Value);
  return live.find(({ type, id }) => type === replicaStreamType && id === `${region}:${name}`)?.arn;
}

export function exportedValue({ scopes, others }: World, region: string, name: string): unknown {
  for (const [stack, scope] of scopes) {
    if (stack.region !== region) continue;
    for (const output of Object.values(objects(stack.template.Outputs))) {
      if (resolve(object(output.Export).Name, scope) === name) return resolve(output.Value, scope);
    }
  }
  const found = others
    .filter((stack) => stack.region === region)
    .flatMap(({ outputs }) => outputs)
    .find(({ exportName }) => exportName === name);
  if (found !== undefined) return found.value;
  throw new IntrinsicError(`Fn::ImportValue: no stack exports ${name}.`);
}

export function stackOutput({ scopes, others }: World, stackName: string, output: string): unknown {
  for (const [stack, scope] of scopes) {
    const found = stack.name === stackName ? objects(stack.template.Outputs)[output] : undefined;
    if (found !== undefined) return resolve(found.Value, scope);
  }
  const live = others.find(({ name }) => name === stackName)?.outputs.find(({ name }) => name === output);
  if (live !== undefined) return live.value;
  throw new IntrinsicError(`Fn::GetStackOutput: no stack ${stackName} with an output ${output}.`);
}
