import { isObject, type JsonObject, list, object } from '../json.ts';

/** What a template's functions refer to; each throws an `IntrinsicError` for a name it does not know. */
export interface Scope {
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  condition(name: string): boolean;
  mapping(name: string, first: string, second: string): unknown;
  exported(name: string): unknown;
  stackOutput(stack: string, output: string): unknown;
}

/** A template value that cannot be resolved, with the place it stands in. */
export class IntrinsicError extends Error {
  override readonly name = 'IntrinsicError';
  readonly at: string;
  constructor(message: string, at = '') {
    super(message);
    this.at = at;
  }
}

/** The value of `AWS::NoValue`: a member or element that is not there. */
export const noValue = Symbol('AWS::NoValue');

type Resolve = (value: unknown) => unknown;
type Intrinsic = (argument: unknown, resolve: Resolve, scope: Scope) => unknown;

/**
 * Resolves every intrinsic function in a template value.
 *
 * @throws IntrinsicError for an unknown function or name
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolve(value: unknown, scope: Scope, at = ''): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => resolve(item, scope, `${at}[${index}]`)).filter((item) => item !== noValue);
  }
  if (!isObject(value)) return value;
  const name = intrinsicName(value);
  if (name === undefined) return resolveMembers(value, scope, at);
  const intrinsic = intrinsics[name];
  if (intrinsic === undefined) throw new IntrinsicError(`${name} is not a function that the local cloud knows.`, at);
  try {
    return intrinsic(value[name], (inner) => resolve(inner, scope, at), scope);
  } catch (error) {
    if (error instanceof IntrinsicError && error.at === '') throw new IntrinsicError(error.message, at);
    throw error;
  }
}

function intrinsicName(value: JsonObject): string | undefined {
  const [name, another] = Object.keys(value);
  if (name === undefined || another !== undefined) return undefined;
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::') ? name : undefined;
}

function resolveMembers(value: JsonObject, scope: Scope, at: string): JsonObject {
  const members = Object.entries(value)
    .map(([name, member]) => [name, resolve(member, scope, at === '' ? name : `${at}.${name}`)] as const)
    .filter(([, member]) => member !== noValue);
  return Object.fromEntries(members);
}

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, _, scope) => scope.ref(String(argument)),
  // IAM documents have members named Condition too; only a string is a reference to a template's condition.
  Condition: (argument, inner, scope) =>
    typeof argument === 'string' ? scope.condition(argument) : { Condition: inner(argument) },
  'Fn::GetAtt': (argument, _, scope) => scope.attribute(...attributePath(argument)),
  'Fn::Join': (argument, inner) => {
    const [separator, items] = list(argument);
    return list(inner(items)).map(String).join(String(separator));
  },
  'Fn::Sub': (argument, inner, scope) => substitute(argument, inner, scope),
  'Fn::Select': (argument, inner) => {
    const [index, items] = list(argument);
    const position = Number(inner(index));
    const selected = list(inner(items))[position];
    if (selected === undefined) throw new IntrinsicError(`Fn::Select finds no element ${position}.`);
    return selected;
  },
  'Fn::Split': (argument, inner) => {
    const [separator, source] = list(argument);
    return String(inner(source)).split(String(separator));
  },
  'Fn::If': (argument, inner, scope) => {
    const [condition, then, otherwise] = list(argument);
    return inner(scope.condition(String(condition)) ? then : otherwise);
  },
  'Fn::Equals': (argument, inner) => {
    const [left, right] = list(argument).map(inner);
    return String(left) === String(right);
  },
  'Fn::And': (argument, inner) => list(argument).every((item) => inner(item) === true),
  'Fn::Or': (argument, inner) => list(argument).some((item) => inner(item) === true),
  'Fn::Not': (argument, inner) => inner(list(argument)[0]) !== true,
  'Fn::ImportValue': (argument, inner, scope) => scope.exported(String(inner(argument))),
  'Fn::GetStackOutput': (argument, inner, scope) => {
    const { StackName, OutputName } = object(inner(argument));
    return scope.stackOutput(String(StackName), String(OutputName));
  },
  'Fn::FindInMap': (argument, inner, scope) => {
    const [name, first, second] = list(argument).map((item) => String(inner(item)));
    return scope.mapping(name ?? '', first ?? '', second ?? '');
  },
  'Fn::Base64': (argument, inner) => Buffer.from(String(inner(argument))).toString('base64'),
};

function attributePath(argument: unknown): [string, string] {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    return [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  const [logicalId, ...names] = list(argument).map(String);
  return [logicalId ?? '', names.join('.')];
}

/** `${!Name}` is a literal `${Name}`. */
function substitute(argument: unknown, inner: Resolve, scope: Scope): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const own = object(variables);
  return String(template).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    if (name in own) return String(inner(own[name]));
    return String(name.includes('.') ? scope.attribute(...attributePath(name)) : scope.ref(name));
  });
}
