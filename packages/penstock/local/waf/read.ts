import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { type JsonObject, list, number, object, text } from '../json.ts';
import type { CustomResponse, Firewall, FirewallAction, ManagedRule, RateRule } from './definition.ts';
import { managedRules } from './managed-rules.ts';
import { responseProblems } from './response-problems.ts';

/** Reads the web ACL that an assembly puts before a stage; what AWS refuses of it is added to the assembly's problems. */
export function readFirewall(assembly: ResolvedAssembly, apiId: string, stage: string): Firewall | undefined {
  const before = assembly
    .resources('AWS::WAFv2::WebACLAssociation')
    .find(({ properties }) => String(properties.ResourceArn).endsWith(`/restapis/${apiId}/stages/${stage}`));
  const acl = assembly.resources('AWS::WAFv2::WebACL').find(({ arn }) => arn === before?.properties.WebACLArn);
  if (acl === undefined) return undefined;
  const refuse = (message: string, at: string) => assembly.problems.add(acl, message, at);
  const parts = sorted(acl).map((rule) => readRule(rule, acl, refuse));
  return {
    arn: acl.arn,
    rules: parts.flatMap(({ rules }) => rules),
    defaultAction: readAction(object(acl.properties.DefaultAction), acl, 'Properties.DefaultAction', refuse),
    withoutEffect: parts.flatMap(({ withoutEffect }) => withoutEffect),
  };
}

type Refuse = (message: string, at: string) => void;

interface Part {
  readonly rules: Firewall['rules'];
  readonly withoutEffect: readonly string[];
}

/** A rule and where it stands. */
interface Placed {
  readonly rule: JsonObject;
  readonly at: string;
}

const sorted = ({ properties }: Resource): readonly Placed[] =>
  list(properties.Rules)
    .map((rule, index) => ({ rule: object(rule), at: `Properties.Rules[${index}]` }))
    .toSorted((a, b) => Number(a.rule.Priority) - Number(b.rule.Priority));

function readRule(placed: Placed, acl: Resource, refuse: Refuse): Part {
  const { rule, at } = placed;
  const { RateBasedStatement, ManagedRuleGroupStatement } = object(rule.Statement);
  if (RateBasedStatement !== undefined) {
    const found = readRate(object(RateBasedStatement), `${at}.Statement.RateBasedStatement`, refuse);
    const action = readAction(object(rule.Action), acl, `${at}.Action`, refuse);
    if (found !== undefined) return { rules: [{ kind: 'rate', rate: found, action }], withoutEffect: [] };
  }
  if (ManagedRuleGroupStatement !== undefined) return readGroup(rule, object(ManagedRuleGroupStatement), acl, refuse);
  return { rules: [], withoutEffect: [String(rule.Name)] };
}

const windows = [60, 120, 300, 600];

/** Undefined for one that counts by anything but the address, or only some requests. */
function readRate(statement: JsonObject, at: string, refuse: Refuse): RateRule['rate'] | undefined {
  const limit = number(statement.Limit) ?? 0;
  const windowSeconds = number(statement.EvaluationWindowSec) ?? 300;
  if (!(limit >= 10 && limit <= 2_000_000_000)) {
    refuse(`a rate is from 10 to 2000000000 requests, received ${limit}.`, `${at}.Limit`);
  }
  if (!windows.includes(windowSeconds)) {
    refuse(`a window is one of ${windows.join(', ')} s, received ${windowSeconds}.`, `${at}.EvaluationWindowSec`);
  }
  if (statement.AggregateKeyType !== 'IP' || statement.ScopeDownStatement !== undefined) return undefined;
  return { limit, windowSeconds };
}

function readGroup(rule: JsonObject, statement: JsonObject, acl: Resource, refuse: Refuse): Part {
  const { Name, VendorName, ScopeDownStatement } = statement;
  const known = VendorName === 'AWS' ? managedRules[String(Name)] : undefined;
  if (known === undefined || ScopeDownStatement !== undefined) return { rules: [], withoutEffect: [String(Name)] };
  const overrides = new Map(
    list(statement.RuleActionOverrides)
      .map(object)
      .map((one) => [String(one.Name), readAction(object(one.ActionToUse), acl, 'Properties.Rules', refuse)]),
  );
  const isCounted = object(rule.OverrideAction).Count !== undefined;
  const actionOf = (name: string): FirewallAction => (isCounted ? { kind: 'count' } : (overrides.get(name) ?? block));
  const rules = Object.keys(known).map(
    (name): ManagedRule => ({ kind: 'managed', rule: `${Name}/${name}`, action: actionOf(name) }),
  );
  return { rules, withoutEffect: [`${Name} (but for ${Object.keys(known).join(', ')})`] };
}

/** What the managed rules do that are known here. */
const block: FirewallAction = { kind: 'block' };

function readAction(action: JsonObject, acl: Resource, at: string, refuse: Refuse): FirewallAction {
  if (action.Allow !== undefined) return { kind: 'allow' };
  // A CAPTCHA and a challenge are for browsers.
  if (action.Block === undefined) return { kind: 'count' };
  const { CustomResponse } = object(action.Block);
  if (CustomResponse === undefined) return block;
  const bodies = object(acl.properties.CustomResponseBodies);
  for (const message of responseProblems(object(CustomResponse), bodies)) refuse(message, `${at}.Block.CustomResponse`);
  return { kind: 'block', response: readResponse(object(CustomResponse), bodies) };
}

const contentTypes: Readonly<Record<string, string>> = {
  APPLICATION_JSON: 'application/json',
  TEXT_HTML: 'text/html',
  TEXT_PLAIN: 'text/plain',
};

function readResponse(response: JsonObject, bodies: JsonObject): CustomResponse {
  const body = object(bodies[String(response.CustomResponseBodyKey)]);
  const contentType = contentTypes[String(body.ContentType)];
  return {
    status: number(response.ResponseCode) ?? 403,
    headers: list(response.ResponseHeaders)
      .map(object)
      .map(({ Name, Value }) => [String(Name), String(Value)] as const),
    ...(contentType === undefined ? {} : { contentType }),
    body: text(body.Content) ?? '',
  };
}
