import { Ajv2020 } from 'ajv/dist/2020.js';
import { type ASTNode, Kind } from 'graphql';
import { rootPolicySchema } from '../../extension-schema.ts';
import type { Draft } from '../../finding.ts';
import { segmentsOf } from '../../node.ts';
import { checkPolicy } from '../../rules/policy.ts';
import { fromSchemaErrors } from '../../schema-errors.ts';
import type { GraphDraft, GraphRule } from '../outline.ts';
import { endpointPolicy, ownPolicy } from '../policy.ts';
import type { GraphSource } from '../read.ts';

const validate = new Ajv2020({ allErrors: true, verbose: true }).compile(rootPolicySchema);

/** The endpoint has a whole policy after defaults, as an operation has, and its numbers can be kept together. */
export const policy: GraphRule = function* (outline) {
  const own = ownPolicy(outline);
  const placed = (drafts: Iterable<Draft>): readonly GraphDraft[] =>
    [...drafts].map((draft) => ({ ...draft, path: 'schema @penstock', node: nodeAt(outline, segmentsOf(draft.path)) }));
  if (!validate(own)) {
    yield* placed(fromSchemaErrors('policy', '', validate.errors ?? []));
    return;
  }
  const place = (name: string) => ({ value: undefined, pointer: `/${name.replace('.', '/')}` });
  yield* placed(checkPolicy('the graph', endpointPolicy(own, outline.contract), place));
};

/** The argument of `@penstock` that says it, else the directive, else whatever the file begins with. */
function nodeAt({ document }: GraphSource, [name = '', member = '']: readonly string[]): ASTNode | undefined {
  const directive = document.definitions
    .filter((one) => one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION)
    .flatMap(({ directives = [] }) => directives)
    .find((one) => one.name.value === 'penstock');
  const argument = directive?.arguments?.find((one) => one.name.value === name);
  const value = argument?.value;
  const field = value?.kind === Kind.OBJECT ? value.fields.find((one) => one.name.value === member) : undefined;
  return field ?? argument ?? directive ?? document.definitions[0];
}
