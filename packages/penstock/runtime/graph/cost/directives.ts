import { type ConstDirectiveNode, type ValueNode, valueFromASTUntyped } from 'graphql';

/** Whatever of a schema may carry directives: what `buildSchema` makes retains its SDL. */
export interface Annotated {
  readonly astNode?: Node | null | undefined;
  readonly extensionASTNodes?: readonly Node[] | undefined;
}

interface Node {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

export type Arguments = Readonly<Record<string, unknown>>;

/** The arguments of a directive on something of the schema; undefined where it is not there. */
export function argumentsOf({ astNode, extensionASTNodes = [] }: Annotated, name: string): Arguments | undefined {
  const nodes = astNode === undefined || astNode === null ? extensionASTNodes : [astNode, ...extensionASTNodes];
  const found = nodes.flatMap(({ directives = [] }) => directives).find((one) => one.name.value === name);
  if (found === undefined) return undefined;
  const values = (found.arguments ?? []).map((one) => [one.name.value, valueFromASTUntyped(one.value as ValueNode)]);
  return Object.fromEntries(values);
}
