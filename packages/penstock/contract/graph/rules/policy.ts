import { Ajv2020 } from 'ajv/dist/2020.js';
import { type ASTNode, type DirectiveNode, Kind } from 'graphql';
import { rootPolicySchema } from '../../extension-schema.ts';
import type { Draft } from '../../finding.ts';
import type { JsonObject } from '../../json.ts';
import { segmentsOf } from '../../node.ts';
import { checkPolicy } from '../../rules/policy.ts';
import { fromSchemaErrors } from '../../schema-errors.ts';
import { about, directiveNode, type GraphDraft, type GraphOutline, type GraphRule } from '../outline.ts';
import { endpointPolicy, ownPolicy, streamsPolicy } from '../policy.ts';

const validate = new Ajv2020({ allErrors: true, verbose: true }).compile(rootPolicySchema);

/** Each endpoint has a whole policy after defaults, as an operation has, and its numbers can be kept together. */
export const policy: GraphRule = function* (outline) {
  const ofSchema = [Kind.SCHEMA_DEFINITION, Kind.SCHEMA_EXTENSION];
  const onSchema = outline.document.definitions.filter(({ kind }) => ofSchema.includes(kind));
  yield* checked(outline, { label: 'the graph', path: 'schema', own: ownPolicy(outline), on: onSchema });
  const type = outline.schema.getSubscriptionType();
  for (const one of outline.document.definitions) {
    if (one.kind !== Kind.OBJECT_TYPE_DEFINITION && one.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    const node = directiveNode(one, 'penstock');
    if (node === one || one.name.value === type?.name) continue;
    const message = 'expected @penstock on the schema or on Subscription, received it elsewhere';
    yield about('policy', { coordinate: one.name.value, node }, message, 'Remove it: no other type has an endpoint.');
  }
  const own = streamsPolicy(outline);
  if (type == null || own === undefined) return;
  const on = [type.astNode, ...type.extensionASTNodes].filter((node) => node != null);
  yield* checked(outline, { label: 'the subscriptions', path: type.name, own, on, streams: true });
  if (own.concurrency === undefined) {
    const message =
      'the subscriptions: expected a concurrency of their own, received none: an open stream holds one for as long as it lasts';
    const fix = 'Set how many may be open at once: type Subscription @penstock(concurrency: ...).';
    yield about('streams', { coordinate: type.name, node: type.astNode ?? undefined }, message, fix);
  }
};

interface Endpoint {
  readonly label: string;
  readonly path: string;
  readonly own: JsonObject;
  /** Where the directive may stand. */
  readonly on: readonly Directed[];
  readonly streams?: boolean;
}

type Directed = ASTNode & { readonly directives?: readonly DirectiveNode[] | undefined };

function* checked({ document, contract }: GraphOutline, { label, path, own, on, streams = false }: Endpoint) {
  const whole = on[0] ?? document.definitions[0];
  const placed = (drafts: Iterable<Draft>): readonly GraphDraft[] =>
    [...drafts].map((draft) => ({
      ...draft,
      path: `${path} @penstock`,
      node: nodeAt(on, segmentsOf(draft.path)) ?? whole,
    }));
  if (!validate(own)) {
    yield* placed(fromSchemaErrors('policy', '', validate.errors ?? []));
    return;
  }
  const place = (name: string) => ({ value: undefined, pointer: `/${name.replace('.', '/')}` });
  yield* placed(checkPolicy(label, endpointPolicy(own, contract), place, { streams }));
}

/** The argument of `@penstock` that says it, else the directive. */
function nodeAt(on: readonly Directed[], [name = '', member = '']: readonly string[]): ASTNode | undefined {
  const directive = on.flatMap(({ directives = [] }) => directives).find((one) => one.name.value === 'penstock');
  const argument = directive?.arguments?.find((one) => one.name.value === name);
  const value = argument?.value;
  const field = value?.kind === Kind.OBJECT ? value.fields.find((one) => one.name.value === member) : undefined;
  return field ?? argument ?? directive;
}
