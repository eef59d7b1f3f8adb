import type { DocumentNode } from 'graphql';
import type { GraphLimits } from './limits.ts';
import type { LimitCode, LimitRefusal } from './refusal.ts';
import { type Shape, shapesOf } from './shape.ts';

export interface DocumentRules {
  readonly limits: GraphLimits;
  /** Whether `__schema` and `__type` may be asked for. */
  readonly introspection: boolean;
}

type Counted = readonly [code: LimitCode, what: string, of: keyof Shape, limit: keyof GraphLimits];

const counted: readonly Counted[] = [
  ['fragment-spread-limit', 'Fragment spreads', 'fragmentSpreads', 'fragmentSpreads'],
  ['alias-limit', 'Aliases', 'aliases', 'aliases'],
  ['directive-limit', 'Directives', 'directives', 'directives'],
  ['duplicate-limit', 'Repeated fields', 'duplicates', 'duplicates'],
];

/**
 * What a document may not ask for, whatever the schema. Called before validation, whose rules compare fields with one
 * another, and on every definition: fragments that nothing spreads are validated too. How deep one is says the operation
 * alone: within introspection, depth is a rule of graphql's own.
 */
export function checkDocument(
  document: DocumentNode,
  { limits, introspection }: DocumentRules,
): LimitRefusal | undefined {
  const { operations, fragments } = shapesOf(document);
  const definitions = [...operations, ...fragments];
  const most = (of: keyof Shape, shapes: readonly Shape[] = definitions) =>
    Math.max(0, ...shapes.map((shape) => Number(shape[of])));
  const all: readonly LimitRefusal[] = [
    { code: 'operation-limit', what: 'Operations', received: operations.length, limit: limits.operations },
    ...counted.map(([code, what, of, limit]) => ({ code, what, received: most(of), limit: limits[limit] })),
    { code: 'depth-limit', what: 'Depth of fields', received: most('depth', operations), limit: limits.depth },
    { code: 'root-field-limit', what: 'Root fields', received: most('fields', operations), limit: limits.rootFields },
    {
      code: 'introspection-disabled',
      what: 'Introspection',
      received: most('introspects'),
      limit: introspection ? 1 : 0,
    },
  ];
  return all.find(({ received, limit }) => received > limit);
}
