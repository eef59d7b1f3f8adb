import { type JsonObject, list, object, objects } from '../json.ts';
import { catalogue, hasNoEffect } from './catalogue.ts';
import { IntrinsicError, noValue, resolve } from './intrinsics.ts';
import { type Live, nothingLive, type StackOutput } from './live.ts';
import { exportedValue, isSame, stackOutput, storedParameter, type World } from './other-stacks.ts';
import { parameterValue } from './parameters.ts';
import type { StackTemplate } from './read.ts';
import { serialOf } from './serials.ts';
import type { StackScope } from './stack-scope.ts';
import type { Identity, ResourceType } from './types/resource-type.ts';

export const account = '000000000000';

/** One scope a stack; they see each other's exports and outputs, and those of the stacks that are live already. */
export function createScopes(
  stacks: readonly StackTemplate[],
  live: Live = nothingLive,
): ReadonlyMap<StackTemplate, StackScope> {
  const scopes = new Map<StackTemplate, StackScope>();
  const world = { scopes, live, others: live.stacks.filter((one) => !stacks.some((stack) => isSame(one, stack))) };
  for (const stack of stacks) scopes.set(stack, createScope(stack, world));
  return scopes;
}

function createScope(stack: StackTemplate, world: World): StackScope {
  const { template } = stack;
  const declarations = objects(template.Resources);
  const parameters = objects(template.Parameters);
  const conditions = object(template.Conditions);
  const pseudo = pseudoParameters(stack);
  const imports = new Set<string>();
  const find = resourceFinder(stack, world, declarations, (logicalId, name) =>
    resolve(object(declarations[logicalId]?.Properties)[name], scope, `Properties.${name}`),
  );
  const scope: StackScope = {
    declarations,
    imports,
    exists: ({ Condition }) => Condition === undefined || scope.condition(String(Condition)),
    serial: (logicalId) => find(logicalId)?.identity.serial ?? 0,
    outputs: () => outputsOf(template, scope),
    ref: (name) => {
      if (pseudo.has(name)) return pseudo.get(name);
      const resource = find(name);
      if (resource !== undefined) return resource.known?.ref(resource.identity) ?? stranger(resource.type, name);
      const parameter = parameters[name];
      const given = stack.parameters?.[name];
      if (parameter !== undefined && (parameter.Default ?? given) !== undefined) {
        return parameterValue(name, parameter, given, (stored) => storedParameter(stack.region, world, stored));
      }
      throw new IntrinsicError(
        `Ref ${name}: the stack has no resource, and no parameter with a default, of that name.`,
      );
    },
    attribute: (logicalId, name) => {
      const resource = find(logicalId);
      if (resource === undefined) throw new IntrinsicError(`Fn::GetAtt: the stack has no resource ${logicalId}.`);
      const { type, known, identity } = resource;
      if (known === undefined) return stranger(type, `${logicalId}.${name}`);
      const attribute = known.attributes?.[name];
      if (attribute === undefined) throw new IntrinsicError(`Fn::GetAtt: ${type} has no attribute ${name} locally.`);
      return attribute(identity);
    },
    condition: (name) => {
      if (!(name in conditions)) throw new IntrinsicError(`The stack has no condition ${name}.`);
      return resolve(conditions[name], scope, `Conditions.${name}`) === true;
    },
    mapping: (name, first, second) => {
      const value = object(object(object(template.Mappings)[name])[first])[second];
      if (value === undefined) throw new IntrinsicError(`Fn::FindInMap finds no ${name}.${first}.${second}.`);
      return value;
    },
    exported: (name) => {
      imports.add(name);
      return exportedValue(world, stack.region, name);
    },
    stackOutput: (stackName, output) => stackOutput(world, stackName, output),
  };
  return scope;
}

function outputsOf(template: JsonObject, scope: StackScope): readonly StackOutput[] {
  const declared = Object.entries(objects(template.Outputs)).filter(([, output]) => scope.exists(output));
  return declared.map(([name, { Value, Description, Export }]) => {
    const at = `Outputs.${name}`;
    const value = resolve(Value, scope, at);
    return {
      name,
      value: list(value).map(String).join(','),
      ...(Description === undefined ? {} : { description: String(Description) }),
      ...(Export === undefined ? {} : { exportName: String(resolve(object(Export).Name, scope, at)) }),
    };
  });
}

interface Found {
  readonly type: string;
  readonly known: ResourceType | undefined;
  readonly identity: Identity;
}

function resourceFinder(
  { name: stack, region }: StackTemplate,
  { live }: World,
  declarations: StackScope['declarations'],
  property: (logicalId: string, name: string) => unknown,
): (logicalId: string) => Found | undefined {
  const previous = live.stacks.find((one) => isSame(one, { name: stack, region }));
  const serials = new Map<string, number>();
  return (logicalId) => {
    const declaration = declarations[logicalId];
    if (declaration === undefined) return undefined;
    const type = String(declaration.Type);
    const known = catalogue[type];
    const unnumbered = { stack, region, account, logicalId, property: (name: string) => property(logicalId, name) };
    const serial = () => {
      const found = serials.get(logicalId) ?? serialOf(known, unnumbered, type, { previous, live });
      serials.set(logicalId, found);
      return found;
    };
    const identity: Identity = {
      ...unnumbered,
      get serial() {
        return serial();
      },
    };
    return { type, known, identity };
  };
}

function pseudoParameters(stack: StackTemplate): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['AWS::AccountId', account],
    ['AWS::NoValue', noValue],
    ['AWS::NotificationARNs', []],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', stack.region],
    ['AWS::StackId', stack.id ?? `arn:aws:cloudformation:${stack.region}:${account}:stack/${stack.name}/local`],
    ['AWS::StackName', stack.name],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ]);
}

/** A resource without effect has no identity here; what mentions it gets a value that can be told apart. */
function stranger(type: string, name: string): string {
  if (hasNoEffect(type)) return `no-effect-on-a-laptop:${name}`;
  throw new IntrinsicError(`refers to ${name}, whose type ${type} the local cloud does not understand.`);
}
