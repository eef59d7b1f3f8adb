/** What a change does to those who use what the base promised. */
export type Level = 'breaking' | 'risky' | 'safe';

interface Rule {
  readonly level: Level;
  /** What to do instead; nothing where the change is safe. */
  readonly fix?: string;
}

const versioned = 'or serve the changed operation beside it, under a new version of the path';
const asBefore = `Keep it as it was, ${versioned}.`;

const breaking = (fix = asBefore): Rule => ({ level: 'breaking', fix });
const risky = (fix: string): Rule => ({ level: 'risky', fix });
const safe: Rule = { level: 'safe' };

/** Every change that is told apart, and how it is judged: the one owner of both. */
export const rules = {
  'operation-removed': breaking(
    'Keep it. To end it, mark it `deprecated: true` with an `x-sunset` date, and remove it after that day.',
  ),
  'operation-sunset': safe,
  'operation-added': safe,
  'operation-renamed': risky(
    'Keep the operationId: clients name a method by it, and Idempotency-Keys are kept by it, so a retry across the release is no replay.',
  ),
  'operation-deprecated': safe,
  'operation-no-longer-deprecated': safe,
  'sunset-brought-forward': breaking('Keep the date, or name a later one: callers have planned with it.'),
  'sunset-put-off': safe,

  'parameter-removed': risky('Keep reading it: those who send it are no longer heard, and are not told.'),
  'parameter-added': safe,
  'required-parameter-added': breaking('Make it optional, with a default that does what was done before.'),
  'parameter-required': breaking('Leave it optional, with a default that does what was done before.'),
  'parameter-optional': safe,
  'parameter-style-changed': breaking(
    'Keep the style: what is sent today would be read as something else, or refused.',
  ),

  'body-added': safe,
  'required-body-added': breaking('Make the body optional.'),
  'body-removed': breaking(),
  'body-required': breaking('Leave the body optional.'),
  'body-optional': safe,
  'request-media-type-removed': breaking('Take the media type as well as the new one.'),
  'request-media-type-added': safe,

  'request-narrowed': breaking('Take what was taken before: a request that is sent today would be refused.'),
  'request-widened': safe,
  'request-pattern-changed': risky('Make sure that the new pattern matches whatever the old one did.'),
  'request-default-changed': risky('Keep the default: a request without the member means something else now.'),
  'request-pattern-added': breaking('Take what was taken before: a request that is sent today may be refused.'),
  'request-schema-changed': risky('Make sure that whatever was taken before is taken now.'),
  'request-property-added': safe,
  'request-required-property-added': breaking('Make it optional: a request that is sent today has none.'),
  'request-property-required': breaking('Leave it optional: a request that is sent today may have none.'),
  'request-property-optional': safe,
  'request-property-refused': breaking('Keep the property, deprecated if need be: who sends it would be refused.'),
  'request-property-ignored': risky('Keep reading it: those who send it are no longer heard, and are not told.'),

  'success-removed': breaking('Keep answering with it: clients tell success by it.'),
  'error-removed': safe,
  'answer-added': safe,
  'response-media-type-removed': breaking('Answer with the media type to those who ask for it.'),
  'response-media-type-added': safe,
  'response-body-removed': breaking(),
  'response-body-added': safe,
  'header-removed': risky('Keep sending it.'),
  'required-header-removed': breaking('Keep sending it: clients were promised that it is there.'),
  'header-added': safe,
  'header-optional': breaking('Keep it required: clients were promised that it is there.'),
  'header-required': safe,

  'response-widened': breaking('Answer nothing that could not come before.'),
  'response-narrowed': safe,
  'response-value-added': breaking(
    'Leave the values as they are, or answer the new one to those alone who ask for it.',
  ),
  'response-pattern-changed': risky('Make sure that the new pattern matches nothing that the old one did not.'),
  'response-schema-changed': risky('Make sure that whatever comes now could come before.'),
  'response-property-added': safe,
  'response-property-removed': risky('Keep sending it where there is a value.'),
  'response-required-property-removed': breaking('Keep sending it: clients were promised that it is there.'),
  'response-property-optional': breaking('Keep it required: clients were promised that it is there.'),
  'response-property-required': safe,

  'authentication-added': breaking('Leave it open, or serve the guarded operation beside it.'),
  'authentication-removed': safe,
  'authentication-changed': breaking('Take what callers show today as well, as an alternative in `security`.'),
  'scope-added': breaking('Ask for the scopes that were asked for: a token that is in use has no other.'),
  'scope-removed': safe,

  'throttle-lowered': risky('Keep the throttle until callers know: what fits today would be answered with 429.'),
  'throttle-raised': safe,
  'timeout-lowered': risky('Keep the timeout until the slowest calls fit: they would be answered with 504.'),
  'timeout-raised': risky('Let clients know: theirs may be shorter, and then they send again what still runs.'),
  'idempotency-dropped': breaking('Keep `idempotency: required`: a retry would be done twice.'),
  'idempotency-required': breaking('Leave it as it is: a request that is sent today has no Idempotency-Key.'),
  'slo-lowered': risky('Keep the objective until callers know.'),
  'slo-raised': safe,
  'concurrency-changed': safe,
  'plan-removed': breaking('Keep the plan, or move its tenants to another first: their calls would be refused.'),
  'plan-added': safe,
  'plan-lowered': breaking('Keep what the plan sells, and name a new plan for less.'),
  'plan-raised': safe,
  'page-origin-removed': breaking('Keep the origin until no page is served from it: its calls would be refused.'),
  'page-origin-added': safe,
  'page-credentials-refused': breaking(
    'Keep `credentials: true` until no page sends cookies: its calls would be refused.',
  ),
  'page-credentials-allowed': safe,

  'use-case-changed': risky(
    'Keep the operation: Idempotency-Keys are kept by it, so a retry across the release is no replay.',
  ),
  'cost-raised': risky('Keep the weight until clients know: what fits their budget today would be refused.'),
  'cost-lowered': safe,
  'list-size-raised': risky('Keep the size until clients know: what fits their budget today would be refused.'),
  'list-size-lowered': safe,
  'list-size-capped': breaking('Leave the size as it is: a query that asks for more would be refused.'),
  'list-size-changed': risky('Make sure that what clients ask for costs no more than before.'),
  'slicing-argument-required': breaking(
    'Write `requireOneSlicingArgument: false`, or give the argument a default: a query without one would be refused.',
  ),
  'field-deprecated': safe,
  'field-no-longer-deprecated': safe,
  'field-sunset': safe,
  'cache-lengthened': risky('Keep the age where clients show what has to be so: they may hold it longer now.'),
  'cache-shortened': safe,

  'webhook-removed': breaking('Keep sending it until nobody is subscribed; send what replaces it beside it.'),
  'webhook-added': safe,
  'event-removed': breaking('Keep sending it until nobody listens; send the next version beside it.'),
  'event-added': safe,
  'event-widened': breaking('Send the changed event beside it, under the next version of its type.'),
  'event-narrowed': safe,
  'event-value-added': breaking('Send the changed event beside it, under the next version of its type.'),
  'event-pattern-changed': risky('Make sure that the new pattern matches nothing that the old one did not.'),
  'event-schema-changed': risky('Make sure that whatever comes now could come before.'),
  'event-property-added': safe,
  'event-property-removed': risky('Keep sending it where there is a value.'),
  'event-required-property-removed': breaking('Send the changed event beside it, under the next version of its type.'),
  'event-property-optional': breaking('Keep it required: consumers were promised that it is there.'),
  'event-property-required': safe,
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof rules;

export const ruleOf = (name: RuleName): Rule => rules[name];
