import { type JsonObject, texts } from '../json.ts';

/** Whose policy it is: what it may and must contain follows from that. */
export type PolicyKind = 'identity' | 'resource' | 'trust';

interface Rule {
  readonly kinds: readonly PolicyKind[];
  readonly broken: (statement: JsonObject) => boolean;
  readonly message: (statement: JsonObject) => string;
}

const every: readonly PolicyKind[] = ['identity', 'resource', 'trust'];

/**
 * What IAM refuses in a statement with MalformedPolicyDocument.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
const rules: readonly Rule[] = [
  {
    kinds: every,
    broken: ({ Effect }) => Effect !== 'Allow' && Effect !== 'Deny',
    message: ({ Effect }) => `Effect is Allow or Deny, received ${JSON.stringify(Effect)}.`,
  },
  {
    kinds: every,
    broken: ({ Action, NotAction }) => texts(Action).length + texts(NotAction).length === 0,
    message: () => 'Policy statement must contain actions.',
  },
  {
    kinds: every,
    broken: ({ Action, NotAction }) => Action !== undefined && NotAction !== undefined,
    message: () => 'a statement has Action or NotAction, received both.',
  },
  {
    kinds: every,
    broken: ({ Action, NotAction }) => badActions(Action, NotAction).length > 0,
    message: ({ Action, NotAction }) =>
      `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. Received ${badActions(Action, NotAction).join(', ')}.`,
  },
  {
    kinds: ['identity', 'resource'],
    broken: ({ Resource, NotResource }) => texts(Resource).length + texts(NotResource).length === 0,
    message: () => 'Policy statement must contain resources.',
  },
  {
    kinds: ['identity', 'resource'],
    broken: ({ Resource, NotResource }) => Resource !== undefined && NotResource !== undefined,
    message: () => 'a statement has Resource or NotResource, received both.',
  },
  {
    kinds: ['identity', 'resource'],
    broken: ({ Resource, NotResource }) => badResources(Resource, NotResource).length > 0,
    message: ({ Resource, NotResource }) =>
      `Resource ${badResources(Resource, NotResource).join(', ')} must be in ARN format or "*".`,
  },
  {
    kinds: ['trust'],
    broken: ({ Resource, NotResource }) => Resource !== undefined || NotResource !== undefined,
    message: () => 'Has prohibited field Resource.',
  },
  {
    kinds: ['identity'],
    broken: ({ Principal, NotPrincipal }) => Principal !== undefined || NotPrincipal !== undefined,
    message: () => 'Policy document should not specify a principal.',
  },
  {
    kinds: ['resource', 'trust'],
    broken: ({ Principal, NotPrincipal }) => Principal === undefined && NotPrincipal === undefined,
    message: () => 'Missing required field Principal.',
  },
  {
    kinds: every,
    broken: (statement) => JSON.stringify(statement).includes('${'),
    // AWS fills variables in; the local cloud would compare them as they are written.
    message: () => 'the local cloud does not evaluate policy variables.',
  },
];

export function grammarProblems(statement: JsonObject, kind: PolicyKind): readonly string[] {
  return rules
    .filter(({ kinds, broken }) => kinds.includes(kind) && broken(statement))
    .map(({ message }) => message(statement));
}

function badActions(...members: readonly unknown[]): readonly string[] {
  return members.flatMap(texts).filter((action) => action !== '*' && !/^[a-z0-9-]+:[A-Za-z0-9*?]+$/i.test(action));
}

/** An ARN has six components; one of a type without effect here is a placeholder. */
function badResources(...members: readonly unknown[]): readonly string[] {
  const isArn = (resource: string) => /^arn:[^:]+:[^:*?]+:[^:]*:[^:]*:.+$/s.test(resource);
  return members
    .flatMap(texts)
    .filter((resource) => resource !== '*' && !isArn(resource) && !resource.startsWith('no-effect-on-a-laptop:'));
}
