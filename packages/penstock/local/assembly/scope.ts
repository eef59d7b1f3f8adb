import { isObject, type JsonObject, object } from '../json.ts';
import { catalogue, hasNoEffect } from './catalogue.ts';
import { IntrinsicError, noValue, resolve, type Scope } from './intrinsics.ts';
import type { StackTemplate } from './read.ts';
import { replicaStreamType } from './types/replica-stream.ts';
import type { Identity, ResourceType } from './types/resource-type.ts';

export const account = '000000000000';

/** The names of one stack. */
export interface StackScope extends Scope {
  readonly declarations: Readonly<Record<string, JsonObject>>;
  /** Whether the resource's condition, if any, holds. */
  exists(logicalId: string): boolean;
}

/** One scope a stack; they see each other's exports and outputs. */
export function createScopes(stacks: readonly StackTemplate[]): ReadonlyMap<StackTemplate, StackScope> {
  const scopes = new Map<StackTemplate, StackScope>();
  for (const stack of stacks) scopes.set(stack, createScope(stack, scopes));
  return scopes;
}

function createScope(stack: StackTemplate, all: ReadonlyMap<StackTemplate, StackScope>): StackScope {
  const { template } = stack;
  const declarations = objects(template.Resources);
  const parameters = objects(template.Parameters);
  const conditions = object(template.Conditions);
  const pseudo = pseudoParameters(stack);
  const property = (logicalId: string, name: string) =>
    resolve(object(declarations[logicalId]?.Properties)[name], scope, `Properties.${name}`);
  const scope: StackScope = {
    declarations,
    exists: (logicalId) => {
      const condition = declarations[logicalId]?.Condition;
      return condition === undefined || scope.condition(String(condition));
    },
    ref: (name) => {
      if (pseudo.has(name)) return pseudo.get(name);
      const resource = findResource(stack, declarations, name, property);
      if (resource !== undefined) return resource.known?.ref(resource.identity) ?? stranger(resource.type, name);
      const parameter = parameters[name];
      if (parameter?.Default !== undefined) return parameterValue(stack, all, parameter);
      throw new IntrinsicError(
        `Ref ${name}: the stack has no resource, and no parameter with a default, of that name.`,
      );
    },
    attribute: (logicalId, name) => {
      const resource = findResource(stack, declarations, logicalId, property);
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
    exported: (name) => exportedValue(all, name),
    stackOutput: (stackName, output) => stackOutput(all, stackName, output),
  };
  return scope;
}

/** Of a parameter that names one of Systems Manager, the value that a stack of the same region gives that one. */
function parameterValue(stack: StackTemplate, all: ReadonlyMap<StackTemplate, StackScope>, parameter: JsonObject) {
  if (!String(parameter.Type).startsWith('AWS::SSM::Parameter::Value<')) return parameter.Default;
  for (const [other, scope] of all) {
    for (const [logicalId, { Type }] of Object.entries(scope.declarations)) {
      const isOwn = Type === 'AWS::SSM::Parameter' && other.region === stack.region;
      if (isOwn && scope.ref(logicalId) === parameter.Default) return scope.attribute(logicalId, 'Value');
      // It puts its parameter into another region than that of its stack.
      const isPutHere = Type === replicaStreamType && scope.ref(logicalId) === `${stack.region}:${parameter.Default}`;
      if (isPutHere) return scope.attribute(logicalId, 'Value');
    }
  }
  throw new IntrinsicError(`No stack of ${stack.region} makes the parameter ${String(parameter.Default)}.`);
}

interface Found {
  readonly type: string;
  readonly known: ResourceType | undefined;
  readonly identity: Identity;
}

function findResource(
  { name: stack, region }: StackTemplate,
  declarations: StackScope['declarations'],
  logicalId: string,
  property: (logicalId: string, name: string) => unknown,
): Found | undefined {
  const declaration = declarations[logicalId];
  if (declaration === undefined) return undefined;
  const type = String(declaration.Type);
  const identity = { stack, region, account, logicalId, property: (name: string) => property(logicalId, name) };
  return { type, known: catalogue[type], identity };
}

function pseudoParameters(stack: StackTemplate): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['AWS::AccountId', account],
    ['AWS::NoValue', noValue],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', stack.region],
    ['AWS::StackId', `arn:aws:cloudformation:${stack.region}:${account}:stack/${stack.name}/local`],
    ['AWS::StackName', stack.name],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ]);
}

/** A resource without effect has no identity here; what mentions it gets a value that can be told apart. */
function stranger(type: string, name: string): string {
  if (hasNoEffect(type)) return `no-effect-on-a-laptop:${name}`;
  throw new IntrinsicError(`refers to ${name}, whose type ${type} the local cloud does not understand.`);
}

function exportedValue(all: ReadonlyMap<StackTemplate, StackScope>, name: string): unknown {
  for (const [stack, scope] of all) {
    for (const output of Object.values(objects(stack.template.Outputs))) {
      if (resolve(object(output.Export).Name, scope) === name) return resolve(output.Value, scope);
    }
  }
  throw new IntrinsicError(`Fn::ImportValue: no stack exports ${name}.`);
}

function stackOutput(all: ReadonlyMap<StackTemplate, StackScope>, stackName: string, output: string): unknown {
  for (const [stack, scope] of all) {
    const found = stack.name === stackName ? objects(stack.template.Outputs)[output] : undefined;
    if (found !== undefined) return resolve(found.Value, scope);
  }
  throw new IntrinsicError(`Fn::GetStackOutput: no stack ${stackName} with an output ${output}.`);
}

function objects(value: unknown): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(
    Object.entries(object(value)).filter((entry): entry is [string, JsonObject] => isObject(entry[1])),
  );
}
