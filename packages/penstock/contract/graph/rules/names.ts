import { isIntrospectionType, isScalarType, isSpecifiedScalarType } from 'graphql';
import { show } from '../../json.ts';
import { about, type GraphRule } from '../outline.ts';

/** Names of generated code, and of the language that it is written in. */
const taken = new Set(['Graph', 'GraphScalar', 'Resolvers', 'Object', 'Array']);

const form = /^[A-Z][A-Za-z0-9]*$/;

/** The types of a graph become types of TypeScript. */
export const names: GraphRule = function* ({ schema }) {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || type.astNode?.loc == null || (isScalarType(type) && isSpecifiedScalarType(type)))
      continue;
    const at = { coordinate: type.name, node: type.astNode };
    if (!form.test(type.name)) {
      const message = `expected a type in PascalCase, letters and digits, received ${show(type.name)}`;
      yield about('graph-name', at, message, 'Rename it, as in ParcelConnection.');
    } else if (taken.has(type.name)) {
      yield about('graph-name', at, `expected a free name, received ${show(type.name)}`, 'Rename the type.');
    }
  }
};
