import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { evaluate } from '../iam/policy.ts';
import {
  type Asker,
  delegatesToAccount,
  evaluateResourcePolicy,
  type ResourceStatement,
  readResourcePolicy,
} from '../iam/resource-policy.ts';
import type { Role } from '../iam/roles.ts';
import { text } from '../json.ts';

/** What a key's own policy says: `delegated` leaves it to the identity policies of the account. */
export type KeyDecision = 'allowed' | 'delegated' | 'denied';

export interface Key {
  readonly arn: string;
  decide(asker: Asker, action: string): KeyDecision;
}

/** @returns the key that a property names by its ARN, id or alias; undefined where it names none */
export type FindKey = (reference: unknown) => Key | undefined;

/**
 * The keys of an assembly with their policies.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function readKeys(assembly: ResolvedAssembly): FindKey {
  const names = new Map<string, Key>();
  for (const resource of assembly.resources('AWS::KMS::Key')) {
    const key = keyOf(resource, assembly);
    names.set(resource.arn, key).set(resource.id, key);
  }
  for (const { properties, region } of assembly.resources('AWS::KMS::Alias')) {
    const key = names.get(String(properties.TargetKeyId));
    const name = String(properties.AliasName);
    if (key !== undefined) names.set(name, key).set(`arn:aws:kms:${region}:${assembly.account}:${name}`, key);
  }
  return (reference) => {
    const name = text(reference);
    if (name === undefined) return undefined;
    return names.get(name) ?? (/(^|:)alias\/aws\//.test(name) ? managedKey(name) : foreignKey(name));
  };
}

function keyOf(resource: Resource, { account, problems }: ResolvedAssembly): Key {
  const refuse = (message: string) => problems.add(resource, message, 'Properties.KeyPolicy');
  const statements: readonly ResourceStatement[] = readResourcePolicy(resource.properties.KeyPolicy, refuse);
  return {
    arn: resource.arn,
    decide: (asker, action) => {
      const decision = evaluateResourcePolicy(statements, asker, action, resource.arn, account);
      if (decision === 'allowed') return 'allowed';
      const delegated = delegatesToAccount(statements, asker, action, resource.arn, account);
      return decision === 'implicit-deny' && delegated ? 'delegated' : 'denied';
    },
  };
}

/** A key of AWS serves everyone of the account, and no other service: its policy cannot be changed. */
function managedKey(arn: string): Key {
  return { arn, decide: ({ principal }) => (principal.startsWith('arn:') ? 'allowed' : 'denied') };
}

/** Nobody here knows the policy of a key that the template does not make: roles need their own grant. */
function foreignKey(arn: string): Key {
  return { arn, decide: () => 'delegated' };
}

/** The same as a service's endpoint asks it: what the key does not leave to the account, no role's own policy allows. */
export function resourceDecision(
  key: Key | undefined,
  asker: Asker,
  action: string,
): 'allowed' | 'explicit-deny' | undefined {
  const decision = key?.decide(asker, action);
  if (decision === undefined || decision === 'delegated') return undefined;
  return decision === 'allowed' ? 'allowed' : 'explicit-deny';
}

/** The actions on a key that a role lacks for a service. */
export function lackingOn(key: Key, role: Role, actions: readonly string[], viaService: string): readonly string[] {
  return actions.filter((action) => {
    const decision = key.decide({ principal: role.arn, viaService }, action);
    const own = evaluate(role.statements, action, key.arn);
    return decision === 'denied' || own === 'explicit-deny' || (decision === 'delegated' && own !== 'allowed');
  });
}
