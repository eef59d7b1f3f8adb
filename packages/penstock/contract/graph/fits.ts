import {
  type GraphQLEnumType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql';
import { asObject, asStrings, type JsonObject } from '../json.ts';
import { child, members, type Node, resolve } from '../node.ts';

/** Of a schema's type, the scalars whose values may fit it. */
const scalarsOf: Readonly<Record<string, readonly string[]>> = {
  string: ['String', 'ID', 'DateTime'],
  integer: ['Int', 'SafeInt'],
  number: ['Int', 'SafeInt', 'Float'],
  boolean: ['Boolean'],
};

/** An input type may hold itself; deeper than this nobody writes a body. */
const MAX_DEPTH = 12;

/**
 * Why no value of an input type could be what a schema of the contract asks for; undefined where values may. What a
 * schema says beyond types and members, its validator checks at run time.
 */
export function misfit(root: JsonObject, type: GraphQLInputType, node: Node, at = ''): string | undefined {
  if (at.split('.').length > MAX_DEPTH) return undefined;
  if (isNonNullType(type)) return misfit(root, type.ofType, node, at);
  const resolved = resolve(root, node);
  const types = [asObject(resolved.value).type].flat().map(String);
  const expected = `expected ${types.join(' or ')}${at === '' ? '' : ` at ${at}`}, received ${type}`;
  if (isListType(type)) {
    return allows(types, 'array') ? misfit(root, type.ofType, child(resolved, 'items'), `${at}[]`) : expected;
  }
  if (isInputObjectType(type)) return allows(types, 'object') ? misfitOfMembers(root, type, resolved, at) : expected;
  if (isEnumType(type)) return misfitOfValues(type, resolved, at);
  return isScalarType(type) && !carries(types, type.name) ? expected : undefined;
}

/** A scalar of the app's own may be whatever its resolver makes of it. */
function carries(types: readonly string[], scalar: string): boolean {
  const isKnown = Object.values(scalarsOf).flat().includes(scalar);
  return !isKnown || types.includes('undefined') || types.some((one) => scalarsOf[one]?.includes(scalar));
}

function misfitOfValues(type: GraphQLEnumType, { value }: Node, at: string): string | undefined {
  const schema = asObject(value);
  if (schema.enum === undefined) return undefined;
  const allowed = asStrings(schema.enum);
  const unknown = type.getValues().find(({ name }) => !allowed.includes(name));
  const where = at === '' ? '' : ` at ${at}`;
  return unknown && `expected one of ${allowed.join(', ')}${where}, received ${type.name}.${unknown.name}`;
}

const allows = (types: readonly string[], type: string): boolean => types.includes('undefined') || types.includes(type);

function misfitOfMembers(
  root: JsonObject,
  type: Extract<GraphQLInputType, { getFields(): unknown }>,
  node: Node,
  at: string,
): string | undefined {
  const schema = asObject(node.value);
  const properties = new Map(members(child(node, 'properties')));
  if (properties.size === 0 && schema.additionalProperties !== false) return undefined;
  const fields = type.getFields();
  const missing = asStrings(schema.required).find((name) => !isSure(fields[name]));
  if (missing !== undefined)
    return `expected the member ${missing}, non-null, in ${type.name}, which the body requires`;
  for (const [name, field] of Object.entries(fields)) {
    const property = properties.get(name);
    if (property === undefined) return `expected only members of the body in ${type.name}, received ${name}`;
    const found = misfit(root, field.type, property, at === '' ? name : `${at}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isSure = (field: { readonly type: GraphQLInputType } | undefined): boolean =>
  field !== undefined && isNonNullType(field.type);
