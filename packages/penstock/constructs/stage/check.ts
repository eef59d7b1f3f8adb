import { endpointsOf } from '../../contract/endpoints.ts';
import { everyOther, type Functions } from './limits.ts';
import type { Finding } from './shape.ts';
import type { Stage } from './stage.ts';

/** A condition on values that have the right shape each; it is skipped while one that it `needs` has not. */
export interface Check {
  readonly needs: readonly (keyof Stage)[];
  readonly find: (stage: Stage, app: Functions) => readonly Finding[];
}

export const finding = (path: string, received: unknown, expected: string, fix: string): Finding => ({
  path,
  received,
  expected,
  fix,
});

export const unless = (holds: boolean, ...parts: Parameters<typeof finding>): readonly Finding[] =>
  holds ? [] : [finding(...parts)];

export const unknownNames = (
  path: keyof Stage,
  given: object | undefined,
  known: readonly string[],
): readonly Finding[] =>
  Object.keys(given ?? {})
    .filter((name) => name !== everyOther && !known.includes(name))
    .map((name) => finding(`${path}.${name}`, name, `one of ${known.join(', ')}`, 'use a name of the contract'));

/** Of all that has routes: the operations, and the graph. */
export const operationIds = (app: Functions) => endpointsOf(app).map(({ operationId }) => operationId);
