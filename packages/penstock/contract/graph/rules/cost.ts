import { type ASTNode, type DirectiveNode, Kind, visit } from 'graphql';
import { show } from '../../json.ts';
import { about, type GraphDraft, type GraphRule } from '../outline.ts';

/** A weight is a number that is not negative, written as IBM's specification has it: in a string. */
export const cost: GraphRule = ({ document }) => {
  const drafts: GraphDraft[] = [];
  visit(document, {
    Directive: (directive: DirectiveNode) => {
      const weight = directive.name.value === 'cost' ? weightOf(directive) : undefined;
      if (
        weight === undefined ||
        (weight.value.trim() !== '' && Number(weight.value) >= 0 && Number.isFinite(Number(weight.value)))
      )
        return;
      const message = `expected a weight of 0 or more, received ${show(weight.value)}`;
      drafts.push(
        about(
          'graph-cost',
          { coordinate: '@cost(weight:)', node: weight.node },
          message,
          'Write it as in weight: "2.5".',
        ),
      );
    },
  });
  return drafts;
};

function weightOf({
  arguments: given = [],
}: DirectiveNode): { readonly value: string; readonly node: ASTNode } | undefined {
  const node = given.find(({ name }) => name.value === 'weight')?.value;
  return node?.kind === Kind.STRING ? { value: node.value, node } : undefined;
}
