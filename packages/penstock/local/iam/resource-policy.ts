import { isObject, type JsonObject, list, object, texts } from '../json.ts';
import { matchesArn, matchesResource } from './arn.ts';
import { grammarProblems } from './grammar.ts';
import type { Decision } from './policy.ts';
import { matches } from './wildcard.ts';

/** Who asks for something on a resource that has a policy of its own. */
export interface Asker {
  /** E.g. `events.amazonaws.com`, or a role's ARN. */
  readonly principal: string;
  /** The ARN that a service acts for, e.g. a rule's. */
  readonly sourceArn?: string;
  /** The service through which a principal uses a key, e.g. `sqs.eu-west-1.amazonaws.com`. */
  readonly viaService?: string;
}

/** A statement of a resource-based policy. */
export interface ResourceStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
}

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * What a resource's own policy says to a request: an explicit deny wins, then any allow, else nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluateResourcePolicy(
  statements: readonly ResourceStatement[],
  asker: Asker,
  action: string,
  resource: string,
  account: string,
): Decision {
  const applying = applyingTo(statements, asker, action, resource, account).filter(
    ({ effect, principals }) =>
      principals.some((principal) => principal === '*' || principal === asker.principal) ||
      (effect === 'Deny' && principals.some((principal) => isAccount(principal, account, asker))),
  );
  if (applying.some(({ effect }) => effect === 'Deny')) return 'explicit-deny';
  return applying.length > 0 ? 'allowed' : 'implicit-deny';
}

/**
 * Whether the policy leaves a request to the identity policies of the account: a statement that allows the account
 * allows no role by itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
 */
export function delegatesToAccount(
  statements: readonly ResourceStatement[],
  asker: Asker,
  action: string,
  resource: string,
  account: string,
): boolean {
  return applyingTo(statements, asker, action, resource, account).some(
    ({ effect, principals }) =>
      effect === 'Allow' && principals.some((principal) => isAccount(principal, account, asker)),
  );
}

/** The statements on this action and resource whose conditions hold, whomever they name. */
function applyingTo(
  statements: readonly ResourceStatement[],
  asker: Asker,
  action: string,
  resource: string,
  account: string,
): readonly ResourceStatement[] {
  const context = contextOf(asker, account);
  return statements.filter(
    ({ actions, resources, conditions }) =>
      actions.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
      resources.some((pattern) => matchesResource(pattern, resource)) &&
      conditions.every((condition) => holds(condition, context)),
  );
}

/** Requests to the local endpoint stand for requests over TLS: a policy that wants TLS is content. */
function contextOf({ sourceArn, viaService }: Asker, account: string): ReadonlyMap<string, string> {
  return new Map([
    ['aws:securetransport', 'true'],
    ['aws:sourceaccount', account],
    ['aws:principalaccount', account],
    ['kms:calleraccount', account],
    ...(sourceArn === undefined ? [] : [['aws:sourcearn', sourceArn] as const]),
    ...(viaService === undefined ? [] : [['kms:viaservice', viaService] as const]),
  ]);
}

function isAccount(principal: string, account: string, asker: Asker): boolean {
  return asker.principal.startsWith('arn:') && [account, `arn:aws:iam::${account}:root`].includes(principal);
}

const operators: Readonly<Record<string, (value: string, expected: string) => boolean>> = {
  ArnEquals: (value, expected) => matchesArn(expected, value),
  ArnLike: (value, expected) => matchesArn(expected, value),
  Bool: (value, expected) => value === expected,
  StringEquals: (value, expected) => value === expected,
  StringLike: (value, expected) => matches(expected, value),
};

const keys = new Set([
  'aws:principalaccount',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'kms:calleraccount',
  'kms:viaservice',
]);

function holds({ operator, key, values }: Condition, context: ReadonlyMap<string, string>): boolean {
  const value = context.get(key);
  return value !== undefined && values.some((expected) => operators[operator]?.(value, expected) === true);
}

/** Reads a resource's policy document; `refuse` hears of each element that is not understood. */
export function readResourcePolicy(document: unknown, refuse: (message: string) => void): readonly ResourceStatement[] {
  return list(object(document).Statement)
    .filter(isObject)
    .map((statement) => readStatement(statement, refuse));
}

const understood = new Set(['Action', 'Condition', 'Effect', 'Principal', 'Resource', 'Sid']);

function readStatement(statement: JsonObject, refuse: (message: string) => void): ResourceStatement {
  for (const name of Object.keys(statement).filter((member) => !understood.has(member))) {
    refuse(`the local cloud does not evaluate ${name} in a resource's policy: ${JSON.stringify(statement[name])}`);
  }
  for (const problem of grammarProblems(statement, 'resource')) refuse(problem);
  return {
    effect: statement.Effect === 'Allow' ? 'Allow' : 'Deny',
    principals: principalsOf(statement.Principal),
    actions: texts(statement.Action),
    resources: texts(statement.Resource),
    conditions: readConditions(statement.Condition, refuse),
  };
}

function principalsOf(principal: unknown): readonly string[] {
  return isObject(principal) ? Object.values(principal).flatMap(texts) : texts(principal);
}

function readConditions(conditions: unknown, refuse: (message: string) => void): readonly Condition[] {
  return Object.entries(object(conditions)).flatMap(([operator, entries]) =>
    Object.entries(object(entries)).map(([key, expected]) => {
      if (operators[operator] === undefined || !keys.has(key.toLowerCase())) {
        refuse(`the local cloud does not evaluate the condition ${operator} on ${key}`);
      }
      return { operator, key: key.toLowerCase(), values: list(expected).map(String) };
    }),
  );
}
