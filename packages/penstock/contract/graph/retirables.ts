import {
  type ASTNode,
  type DirectiveNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { directiveNode, valuesOf } from './outline.ts';
import type { GraphSource } from './read.ts';

/** What can be deprecated: a field, an argument, a field of an input, a value of an enum. */
export interface Retirable {
  readonly coordinate: string;
  readonly deprecated: boolean;
  readonly sunset: string | undefined;
  /** The directive that says so, or the thing itself. */
  readonly node: ASTNode;
}

type Definition = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

/** Of the app's own types, in the order of the file. */
export function retirables({ schema }: Pick<GraphSource, 'schema'>): readonly Retirable[] {
  const read = (coordinate: string, definition: Definition | null | undefined): readonly Retirable[] => {
    if (definition == null) return [];
    const has = (name: string) => definition.directives?.some((one: DirectiveNode) => one.name.value === name) === true;
    const sunset = valuesOf(schema, 'sunset', definition)?.date;
    const node = directiveNode(definition, has('sunset') ? 'sunset' : 'deprecated');
    return [{ coordinate, deprecated: has('deprecated'), sunset: sunset as string | undefined, node }];
  };
  return Object.values(schema.getTypeMap()).flatMap((type): readonly Retirable[] => {
    if (isEnumType(type)) return type.getValues().flatMap(({ name, astNode }) => read(`${type.name}.${name}`, astNode));
    if (isInputObjectType(type))
      return Object.values(type.getFields()).flatMap(({ name, astNode }) => read(`${type.name}.${name}`, astNode));
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) => [
      ...read(`${type.name}.${field.name}`, field.astNode),
      ...field.args.flatMap(({ name, astNode }) => read(`${type.name}.${field.name}(${name}:)`, astNode)),
    ]);
  });
}
