import { isObject, type JsonObject, list, object, texts } from '../json.ts';
import { matchesResource } from './arn.ts';
import { grammarProblems } from './grammar.ts';
import { matches } from './wildcard.ts';

/** One statement of an identity-based policy; either member of each pair is there. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources: readonly string[];
  readonly notResources?: readonly string[];
}

export type Decision = 'allowed' | 'implicit-deny' | 'explicit-deny';

/**
 * Whether the statements let an action touch a resource: an explicit deny wins, then any allow, else no.
 * Actions are compared without case, resources with.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(statements: readonly Statement[], action: string, resource: string): Decision {
  const applying = statements.filter((statement) => applies(statement, action.toLowerCase(), resource));
  if (applying.some(({ effect }) => effect === 'Deny')) return 'explicit-deny';
  return applying.length > 0 ? 'allowed' : 'implicit-deny';
}

function applies(statement: Statement, action: string, resource: string): boolean {
  const { actions, notActions, resources, notResources } = statement;
  const actionMatches = (pattern: string) => matches(pattern.toLowerCase(), action);
  const resourceMatches = (pattern: string) => matchesResource(pattern, resource);
  const covered = notActions === undefined ? actions.some(actionMatches) : !notActions.some(actionMatches);
  return (
    covered && (notResources === undefined ? resources.some(resourceMatches) : !notResources.some(resourceMatches))
  );
}

const understood = new Set([
  'Action',
  'Effect',
  'NotAction',
  'NotPrincipal',
  'NotResource',
  'Principal',
  'Resource',
  'Sid',
]);

/** Reads an identity's policy document; `refuse` hears of what IAM refuses and of what is not evaluated here. */
export function readPolicy(document: unknown, refuse: (message: string) => void): readonly Statement[] {
  return list(object(document).Statement)
    .filter(isObject)
    .map((statement) => readStatement(statement, refuse));
}

function readStatement(statement: JsonObject, refuse: (message: string) => void): Statement {
  for (const name of Object.keys(statement).filter((key) => !understood.has(key))) {
    refuse(`the local cloud does not evaluate ${name} in a policy: ${JSON.stringify(statement[name])}`);
  }
  const { Action, Effect, NotAction, NotResource, Resource } = statement;
  for (const problem of grammarProblems(statement, 'identity')) refuse(problem);
  return {
    effect: Effect === 'Allow' ? 'Allow' : 'Deny',
    actions: texts(Action),
    resources: texts(Resource),
    ...(NotAction === undefined ? {} : { notActions: texts(NotAction) }),
    ...(NotResource === undefined ? {} : { notResources: texts(NotResource) }),
  };
}
