import type { GraphContract } from '../graph/model.ts';

/** The operations whose use cases fields serve, each once, sorted. */
export const operationsOf = ({ fields }: GraphContract): readonly string[] =>
  [...new Set(fields.map(({ operationId }) => operationId))].sort();
