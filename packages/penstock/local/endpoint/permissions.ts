import { type Grant, withoutGrant } from '../iam/grants.ts';
import { evaluate, type Statement } from '../iam/policy.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { Access } from './actions.ts';
import type { AwsService, Caller } from './service.ts';

export interface Permissions {
  permits(caller: Caller, access: Access, service: Pick<AwsService, 'resourceDecision'>): boolean;
  /** Takes a grant out of the role of a function; what it returns gives it back. */
  revoke(functionName: string, grant: Grant): () => void;
}

/** Remembers what roles allow, until a function has another, or a grant is revoked or given back. */
export function createPermissions(): Permissions {
  let remembered = new WeakMap<FunctionDefinition, Map<string, boolean>>();
  const revoked = new Set<{ readonly functionName: string; readonly grant: Grant }>();
  const statementsOf = ({ name, role }: FunctionDefinition): readonly Statement[] =>
    [...revoked]
      .filter(({ functionName }) => functionName === name)
      .reduce((statements, { grant }) => withoutGrant(statements, grant), role.statements);
  const allowed = (fn: FunctionDefinition, { action, resource }: Access): boolean => {
    const decisions = remembered.get(fn) ?? new Map<string, boolean>();
    remembered.set(fn, decisions);
    const question = `${action} ${resource}`;
    const decision = decisions.get(question) ?? evaluate(statementsOf(fn), action, resource) === 'allowed';
    decisions.set(question, decision);
    return decision;
  };
  return {
    // Within an account either policy may allow, and each may forbid.
    permits: (caller, access, service) => {
      if (caller.kind === 'operator') return true;
      const own = service.resourceDecision?.(caller, access);
      if (own === 'explicit-deny') return false;
      return allowed(caller.fn, access) || (own === 'allowed' && !explicitlyDenied(caller.fn, access));
    },
    revoke: (functionName, grant) => {
      const revocation = { functionName, grant };
      revoked.add(revocation);
      remembered = new WeakMap();
      return () => {
        revoked.delete(revocation);
        remembered = new WeakMap();
      };
    },
  };
}

function explicitlyDenied(fn: FunctionDefinition, { action, resource }: Access): boolean {
  return evaluate(fn.role.statements, action, resource) === 'explicit-deny';
}
