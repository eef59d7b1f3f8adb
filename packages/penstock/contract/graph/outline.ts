import {
  type ASTNode,
  type FieldDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getDirectiveValues,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { Draft } from '../finding.ts';
import type { Contract, Operation } from '../model.ts';
import type { GraphSource } from './read.ts';

/** The graph as the rules walk it. */
export interface GraphOutline extends GraphSource {
  readonly contract: Contract;
  /** Of every object and interface type of the file. */
  readonly fields: readonly OutlinedField[];
}

export interface OutlinedField {
  /** `Query.parcel`: a schema coordinate. */
  readonly coordinate: string;
  /** The root type that it is a field of. */
  readonly root: 'query' | 'mutation' | undefined;
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldDefinitionNode;
  /** The operation that `@useCase` names; undefined where it names none that there is. */
  readonly operation: Operation | undefined;
}

/** A finding about a node of the file. */
export interface GraphDraft extends Draft {
  readonly node: ASTNode | undefined;
}

/** A rule looks at the whole graph and yields what it finds; it never stops another rule. */
export type GraphRule = (outline: GraphOutline) => Iterable<GraphDraft>;

export const about = (
  rule: string,
  { coordinate, node }: { readonly coordinate: string; readonly node: ASTNode | undefined },
  message: string,
  fix: string,
): GraphDraft => ({ rule, path: coordinate, node, message, fix });

export function outlineGraph(source: GraphSource, contract: Contract): GraphOutline {
  const { schema } = source;
  const types = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => (isObjectType(type) || isInterfaceType(type)) && type.astNode != null,
  );
  const fields = types.flatMap((type) =>
    Object.values(type.getFields()).flatMap((field): readonly OutlinedField[] => {
      const node = field.astNode;
      if (node == null) return [];
      const root =
        type === schema.getQueryType() ? 'query' : type === schema.getMutationType() ? 'mutation' : undefined;
      const operationId = root === undefined ? undefined : valuesOf(schema, 'useCase', node)?.operationId;
      return [
        {
          coordinate: `${type.name}.${field.name}`,
          root,
          field,
          node,
          operation: contract.operations.find((one) => one.operationId === operationId),
        },
      ];
    }),
  );
  return { ...source, contract, fields };
}

type Directed = Parameters<typeof getDirectiveValues>[1];

/** The arguments of a directive, with their defaults; undefined where it is not there. */
export function valuesOf(
  schema: GraphQLSchema,
  name: string,
  node: Directed,
): Readonly<Record<string, unknown>> | undefined {
  const directive = schema.getDirective(name);
  return directive == null ? undefined : getDirectiveValues(directive, node);
}

/** Where a directive stands, to point at it; the node itself where it does not. */
export const directiveNode = (node: Directed, name: string): ASTNode =>
  node.directives?.find((one) => one.name.value === name) ?? (node as ASTNode);
