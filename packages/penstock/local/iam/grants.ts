import type { Statement } from './policy.ts';

/** One action on one resource that a policy allows, each as the policy writes it. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
}

/** Every pair that the statements allow; of one that says what it is not about, none. */
export const grantsOf = (statements: readonly Statement[]): readonly Grant[] =>
  statements
    .filter(({ effect, notActions, notResources }) => effect === 'Allow' && !notActions && !notResources)
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => ({ action, resource }))),
    );

/** The statements as they would be had the pair never been granted: all others stay. */
export const withoutGrant = (statements: readonly Statement[], { action, resource }: Grant): readonly Statement[] =>
  statements.flatMap((statement) => {
    const { effect, actions, resources } = statement;
    if (effect !== 'Allow' || !actions.includes(action) || !resources.includes(resource)) return [statement];
    return [
      { ...statement, actions: actions.filter((other) => other !== action) },
      { ...statement, actions: [action], resources: resources.filter((other) => other !== resource) },
    ].filter((part) => part.actions.length > 0 && part.resources.length > 0);
  });
