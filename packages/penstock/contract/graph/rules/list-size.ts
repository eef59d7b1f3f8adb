import {
  type GraphQLField,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNamedType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { asStrings, show } from '../../json.ts';
import {
  about,
  directiveNode,
  type GraphDraft,
  type GraphOutline,
  type GraphRule,
  type OutlinedField,
  valuesOf,
} from '../outline.ts';

/**
 * How long a list of objects may be is known before it is read, or nobody could say what an operation costs.
 * @see https://ibm.github.io/graphql-specs/cost-spec.html
 */
export const listSize: GraphRule = function* (outline) {
  const sized = new Set(outline.fields.flatMap((field) => sizedBelow(outline, field)));
  for (const one of outline.fields) {
    const values = valuesOf(outline.schema, 'listSize', one.node);
    if (values !== undefined) yield* ofDirective(one, values);
    else if (isList(one.field.type) && isCompositeType(getNamedType(one.field.type)) && !sized.has(one.coordinate)) {
      const message = `expected @listSize on a list of objects, received none`;
      const fix = 'Write @listSize(assumedSize: ...), or name the field in sizedFields of a field above it.';
      yield about('graph-list-size', { coordinate: one.coordinate, node: one.node }, message, fix);
    }
  }
};

const bare = (type: GraphQLOutputType) => (isNonNullType(type) ? type.ofType : type);
const isList = (type: GraphQLOutputType): boolean => isListType(bare(type));

/** The coordinates of the fields whose size one above them says. */
function sizedBelow({ schema }: GraphOutline, { field, node }: OutlinedField): readonly string[] {
  const type = getNamedType(field.type);
  const names = asStrings(valuesOf(schema, 'listSize', node)?.sizedFields);
  return names.map((name) => `${type.name}.${name}`);
}

function* ofDirective(
  { coordinate, node, field }: OutlinedField,
  values: Readonly<Record<string, unknown>>,
): Iterable<GraphDraft> {
  const at = { coordinate, node: directiveNode(node, 'listSize') };
  const { assumedSize, slicingArguments, sizedFields } = values;
  const slicing = asStrings(slicingArguments);
  if (assumedSize == null && slicing.length === 0) {
    const message = 'expected assumedSize or slicingArguments in @listSize, received neither';
    yield about(
      'graph-list-size',
      at,
      message,
      'Name the argument that says how many, as in slicingArguments: ["first"].',
    );
  }
  if (assumedSize != null && Number(assumedSize) < 1) {
    yield about(
      'graph-list-size',
      at,
      `expected an assumedSize of 1 or more, received ${show(assumedSize)}`,
      'Raise it.',
    );
  }
  for (const name of slicing.filter((one) => !isCount(field, one))) {
    const message = `expected an argument of type Int, received ${show(name)} among slicingArguments`;
    yield about('graph-list-size', at, message, 'Name an argument of the field that says how many there are.');
  }
  const names = asStrings(sizedFields);
  if (names.length === 0 && !isList(field.type)) {
    const message = `expected sizedFields on a field that is no list, received none`;
    yield about('graph-list-size', at, message, 'Name the lists below it, as in sizedFields: ["nodes"].');
  }
  for (const name of names.filter((one) => !hasList(field, one))) {
    const message = `expected a list of ${getNamedType(field.type).name}, received ${show(name)} among sizedFields`;
    yield about('graph-list-size', at, message, 'Name a field that is a list.');
  }
}

function isCount(field: GraphQLField<unknown, unknown>, name: string): boolean {
  const type = field.args.find((one) => one.name === name)?.type;
  const named = isNonNullType(type) ? type.ofType : type;
  return isNamedType(named) && named.name === 'Int';
}

function hasList(field: GraphQLField<unknown, unknown>, name: string): boolean {
  const type = getNamedType(field.type);
  const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  return found !== undefined && isList(found.type);
}
