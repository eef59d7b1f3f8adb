import type { RuleName } from '../../diff/rules.ts';
import { drop, type Edit, move, push, put, without } from './changed.ts';

/** A change, the rule that names it, and what the contract was before, where that is not the sample's. */
export type Case = [name: string, rule: RuleName, edits: readonly Edit[], before?: readonly Edit[] | undefined];

const parcels = '/paths/~1v1~1parcels';
const create = `${parcels}/post`;
const listing = `${parcels}/get`;
const parcel = '/paths/~1v1~1parcels~1{parcelId}';
const read = `${parcel}/get`;
const update = `${parcel}/patch`;
const cancel = '/paths/~1v1~1parcels~1{parcelId}~1cancellation/post';
const label = '/paths/~1v1~1parcels~1{parcelId}~1label';
const health = '/paths/~1health/get';
const schemas = '/components/schemas';
const bodyOf = (name: string) => `${schemas}/${name}/properties`;
const limit = '/components/parameters/Limit/schema';
const registered = '/x-penstock-events/parcels.parcel.registered.v1';
const requestIn = (operation: string, type = 'application~1json') => `${operation}/requestBody/content/${type}/schema`;
const answerIn = (operation: string, status: string) =>
  `${operation}/responses/${status}/content/application~1json/schema`;
const shop = 'https://shop.example.com';
const back = 'https://back.example.com';
const pages = (...origins: readonly string[]) => put('/x-penstock-cors', { origins });
/** Only what is sent, and only what is answered: the sample's own schemas are both. */
const sent = put(requestIn(create), {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 2, maxLength: 20, default: 'a' },
    note: { type: ['string', 'null'] },
    kind: { type: 'string', enum: ['a', 'b'] },
    count: { type: 'number', minimum: 1, maximum: 10, multipleOf: 2 },
    when: { type: 'string', format: 'date' },
    code: { type: 'string', pattern: '^a' },
    any: {},
    tags: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 3, uniqueItems: true },
    shape: { oneOf: [{ $ref: `#${schemas}/Sku` }, { $ref: `#${schemas}/Item` }] },
    either: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    id: { type: 'string', readOnly: true },
    more: { type: 'object', additionalProperties: { type: 'string', maxLength: 5 } },
  },
});
const answered = [sent, move(requestIn(create), answerIn(create, '201')), put(requestIn(create), {})];
const inSent = `${requestIn(create)}/properties`;
const inAnswer = `${answerIn(create, '201')}/properties`;
const ask = (rule: RuleName, name: string, ...edits: readonly Edit[]): Case => [name, rule, edits, [sent]];
const tell = (rule: RuleName, name: string, ...edits: readonly Edit[]): Case => [name, rule, edits, answered];
const deprecated = [put(`${label}/delete/deprecated`, true), put(`${label}/delete/x-sunset`, '2027-06-01')];
const keyed = [
  put('/components/securitySchemes/key', { type: 'apiKey', in: 'header', name: 'X-Api-Key' }),
  put(`${read}/security`, [{ key: [] }]),
];
/** What is sent to addresses of subscribers, and of an operation's request. */
const path = (schema: object) => ({
  post: {
    requestBody: { content: { 'application/json': { schema } } },
    responses: { '204': { description: 'Taken.' } },
  },
});
const lost = path({
  type: 'object',
  required: ['parcelId'],
  properties: { parcelId: { type: 'string', maxLength: 9 } },
});
const hooks = [
  put('/webhooks', { 'parcels.parcel.lost.v1': lost }),
  put(`${create}/callbacks`, { labelled: { '{$request.body#/url}': lost } }),
];
const hook = '/webhooks/parcels.parcel.lost.v1';
const callback = `${create}/callbacks/labelled/{$request.body#~1url}`;
const sentBy = (place: string) => requestIn(`${place}/post`);
const urlEncoded = 'application~1x-www-form-urlencoded';
const form = put(`${create}/requestBody/content/${urlEncoded}`, {
  schema: { type: 'object', properties: { tags: { type: 'array', items: { type: 'string' } } } },
  encoding: { tags: { style: 'form' } },
});
const query = (required: boolean) => ({ name: 'q', in: 'query', required, schema: { type: 'string' } });

/** Each breaks those who use what was promised. */
export const breaks: readonly Case[] = [
  [
    'an operation is removed on the day of its sunset',
    'operation-removed',
    [drop(label)],
    [put(`${label}/delete/deprecated`, true), put(`${label}/delete/x-sunset`, '2027-01-15')],
  ],
  ask('request-pattern-added', 'a pattern is added', put(`${inSent}/name/pattern`, '^b')),
  tell('response-value-added', 'an answer has another value', push(`${inAnswer}/kind/enum`, 'c')),
  ['a path is removed', 'operation-removed', [drop(label)]],
  ['a method is removed', 'operation-removed', [drop(update)]],
  ['a path is renamed', 'operation-removed', [move('/paths/~1health', '/paths/~1healthz')]],
  ['an operation is removed before its sunset', 'operation-removed', [drop(label)], deprecated],
  [
    'a sunset is brought forward',
    'sunset-brought-forward',
    [put(`${label}/delete/x-sunset`, '2027-02-01')],
    deprecated,
  ],
  [
    'an operation is deprecated with a sunset that is over',
    'sunset-brought-forward',
    [put(`${label}/delete/deprecated`, true), put(`${label}/delete/x-sunset`, '2027-01-14')],
  ],
  ['a required parameter is added', 'required-parameter-added', [push(`${listing}/parameters`, query(true))]],
  [
    'a parameter is written in another style',
    'parameter-style-changed',
    [put('/components/parameters/Limit/style', 'spaceDelimited')],
  ],
  [
    'a field of a form is written in another style',
    'parameter-style-changed',
    [put(`${create}/requestBody/content/${urlEncoded}/encoding/tags`, { style: 'pipeDelimited' })],
    [form],
  ],
  ['a parameter becomes required', 'parameter-required', [put('/components/parameters/Limit/required', true)]],
  [
    'a query parameter becomes a header',
    'required-parameter-added',
    [put('/components/parameters/Limit', { name: 'limit', in: 'header', required: true, schema: { type: 'integer' } })],
  ],
  ['a body is required', 'body-required', [put(`${cancel}/requestBody/required`, true)]],
  [
    'a required body is added',
    'required-body-added',
    [put(`${label}/delete/requestBody`, { required: true, content: {} })],
  ],
  ['a body is no longer taken', 'body-removed', [drop(`${cancel}/requestBody`)]],
  [
    'a media type is no longer taken',
    'request-media-type-removed',
    [move(`${create}/requestBody/content/application~1json`, `${create}/requestBody/content/application~1xml`)],
  ],
  ["a parameter's maximum is lowered", 'request-narrowed', [put(`${limit}/maximum`, 50)]],
  ["a parameter's minimum is raised", 'request-narrowed', [put(`${limit}/minimum`, 5)]],
  ["a parameter's type changes", 'request-narrowed', [put(`${limit}/type`, 'boolean')]],
  ask('request-narrowed', 'a maxLength is lowered', put(`${inSent}/name/maxLength`, 10)),
  ask('request-narrowed', 'a maxLength is added', put(`${inSent}/note/maxLength`, 10)),
  ask('request-narrowed', 'a minLength is raised', put(`${inSent}/name/minLength`, 3)),
  ask('request-narrowed', 'a minimum is raised', put(`${inSent}/count/minimum`, 2)),
  ask('request-narrowed', 'a maximum is lowered', put(`${inSent}/count/maximum`, 8)),
  ask('request-narrowed', 'an exclusiveMaximum is added', put(`${inSent}/count/exclusiveMaximum`, 10)),
  ask('request-narrowed', 'a multipleOf is coarser', put(`${inSent}/count/multipleOf`, 4)),
  ask('request-narrowed', 'a number becomes an integer', put(`${inSent}/count/type`, 'integer')),
  ask('request-narrowed', 'null is no longer taken', put(`${inSent}/note/type`, 'string')),
  ask('request-narrowed', 'a type is demanded of what may be anything', put(`${inSent}/any/type`, 'string')),
  ask('request-narrowed', 'a value is removed', without(`${inSent}/kind/enum`, 'b')),
  ask('request-narrowed', 'a text becomes a list of values', put(`${inSent}/name/enum`, ['aa'])),
  ask('request-narrowed', 'a format is added', put(`${inSent}/name/format`, 'email')),
  ask('request-narrowed', 'a format changes', put(`${inSent}/when/format`, 'date-time')),
  ask('request-narrowed', 'a minItems is raised', put(`${inSent}/tags/minItems`, 2)),
  ask('request-narrowed', 'a maxItems is lowered', put(`${inSent}/tags/maxItems`, 2)),
  ask('request-narrowed', 'the items of a list are narrowed', put(`${inSent}/tags/items/maxLength`, 9)),
  ask('request-narrowed', 'a choice is removed', drop(`${inSent}/shape/oneOf/1`)),
  ask('request-narrowed', 'a choice is demanded', put(`${inSent}/any/oneOf`, [{ type: 'string' }, { type: 'null' }])),
  ask(
    'request-narrowed',
    'members that are not listed are narrowed',
    put(`${inSent}/more/additionalProperties/maxLength`, 4),
  ),
  ask('request-narrowed', 'members that are not listed are refused', put(`${inSent}/more/additionalProperties`, false)),
  [
    'members that are not listed get a schema',
    'request-narrowed',
    [put(`${requestIn(create)}/additionalProperties`, { type: 'string' })],
    [sent, drop(`${requestIn(create)}/additionalProperties`)],
  ],
  ask('request-narrowed', 'a property has to be absent', put(`${inSent}/any`, false)),
  ask('request-narrowed', 'a list has to be empty', put(`${inSent}/tags/items`, false)),
  ask('request-narrowed', 'an anyOf becomes a oneOf', move(`${inSent}/either/anyOf`, `${inSent}/either/oneOf`)),
  ask('request-narrowed', 'a part of an allOf is added', put(`${inSent}/name/allOf`, [{ maxLength: 3 }])),
  ask(
    'request-required-property-added',
    'a required property is added',
    put(`${inSent}/size`, {}),
    push(`${requestIn(create)}/required`, 'size'),
  ),
  ask('request-property-required', 'a property becomes required', push(`${requestIn(create)}/required`, 'kind')),
  ask('request-property-refused', 'a property goes from a closed body', drop(`${inSent}/kind`)),
  ['a shared schema is narrowed', 'request-narrowed', [put(`${bodyOf('Item')}/quantity/maximum`, 9)]],
  ['a value of a shared schema goes', 'request-narrowed', [without(`${schemas}/Currency/enum`, 'BGN')]],
  ['a success goes', 'success-removed', [move(`${create}/responses/201`, `${create}/responses/202`)]],
  ['an answer loses its body', 'response-body-removed', [drop(`${read}/responses/200/content`)]],
  [
    'an answer changes its media type',
    'response-media-type-removed',
    [move(`${read}/responses/200/content/application~1json`, `${read}/responses/200/content/text~1csv`)],
  ],
  ['a required header goes', 'required-header-removed', [drop(`${create}/responses/201/headers/Location`)]],
  ['a header becomes optional', 'header-optional', [put('/components/headers/ETag/required', false)]],
  [
    'a required property goes from an answer',
    'response-required-property-removed',
    [drop(`${bodyOf('Parcel')}/total`), without(`${schemas}/Parcel/required`, 'total')],
  ],
  [
    'a property of an answer becomes optional',
    'response-property-optional',
    [without(`${schemas}/Parcel/required`, 'total')],
  ],
  tell('response-widened', 'an answer may hold null', put(`${inAnswer}/name/type`, ['string', 'null'])),
  tell('response-widened', 'an answer may be of another type', put(`${inAnswer}/name/type`, 'integer')),
  tell('response-widened', 'an answer may be longer', put(`${inAnswer}/name/maxLength`, 30)),
  tell('response-widened', 'an answer has no bound any more', drop(`${inAnswer}/count/maximum`)),
  tell('response-widened', 'an answer may be shorter', put(`${inAnswer}/name/minLength`, 1)),
  tell('response-widened', 'an answer has no format any more', drop(`${inAnswer}/when/format`)),
  tell('response-widened', 'an answer has no values any more', drop(`${inAnswer}/kind/enum`)),
  tell('response-widened', 'an answer has another choice', push(`${inAnswer}/shape/oneOf`, { type: 'null' })),
  tell(
    'response-widened',
    'members that are not listed may be anything',
    drop(`${inAnswer}/more/additionalProperties`),
  ),
  tell('response-widened', 'a list may hold more', put(`${inAnswer}/tags/maxItems`, 4)),
  tell('response-widened', 'an integer may be any number', put(`${bodyOf('Parcel')}/total/type`, 'number')),
  [
    'an open operation asks who calls',
    'authentication-added',
    [put(`${health}/security`, [{ oauth2: ['parcels:read'] }])],
  ],
  ['an operation asks for another scope', 'scope-added', [put(`${read}/security`, [{ oauth2: ['parcels:write'] }])]],
  [
    'an operation asks for a further scope',
    'scope-added',
    [put(`${create}/security`, [{ oauth2: ['parcels:write', 'parcels:read'] }])],
  ],
  [
    'a key is shown in another header',
    'authentication-changed',
    [put('/components/securitySchemes/key/name', 'X-Other')],
    keyed,
  ],
  [
    'a token takes the place of a key',
    'authentication-changed',
    [put('/components/securitySchemes/key', { type: 'http', scheme: 'bearer' })],
    keyed,
  ],
  [
    'one of two ways to show who calls goes',
    'authentication-changed',
    [put(`${read}/security`, [{ oauth2: ['parcels:read'] }])],
    [...keyed, put(`${read}/security`, [{ oauth2: ['parcels:read'] }, { key: [] }])],
  ],
  ['a key is no longer kept', 'idempotency-dropped', [put(`${create}/x-penstock/idempotency`, 'none')]],
  ['a key is demanded', 'idempotency-required', [put(`${update}/x-penstock/idempotency`, 'required')]],
  ['a plan goes', 'plan-removed', [drop('/x-penstock-plans/pro')]],
  ['pages of an origin are let in no more', 'page-origin-removed', [pages(shop)], [pages(shop, back)]],
  ['no page is let in any more', 'page-origin-removed', [drop('/x-penstock-cors')], [pages(shop)]],
  ['a few pages are let in, of all that were', 'page-origin-removed', [pages(shop)], [pages('*')]],
  [
    'pages may no longer send cookies',
    'page-credentials-refused',
    [put('/x-penstock-cors/credentials', false)],
    [put('/x-penstock-cors', { origins: [shop], credentials: true })],
  ],
  ['a plan sells a lower rate', 'plan-lowered', [put('/x-penstock-plans/pro/rate', 400)]],
  [
    'a plan lets the graph cost less',
    'plan-lowered',
    [put('/x-penstock-plans/pro/graphCost', 500)],
    [put('/x-penstock-plans/pro/graphCost', 1000)],
  ],
  ['a plan gets a quota', 'plan-lowered', [put('/x-penstock-plans/pro/quota', { limit: 9, period: 'DAY' })]],
  ['a quota counts longer', 'plan-lowered', [put('/x-penstock-plans/free/quota/period', 'WEEK')]],
  ['a webhook goes', 'webhook-removed', [drop(hook)], hooks],
  ['a webhook comes by another method', 'webhook-removed', [move(`${hook}/post`, `${hook}/put`)], hooks],
  ['a webhook loses a property', 'event-required-property-removed', [put(`${sentBy(hook)}`, {})], hooks],
  ['a webhook may hold more', 'event-widened', [drop(`${sentBy(hook)}/properties/parcelId/maxLength`)], hooks],
  ['a callback goes', 'webhook-removed', [drop(`${create}/callbacks`)], hooks],
  ['a callback loses a property', 'event-property-optional', [put(`${sentBy(callback)}/required`, [])], hooks],
  ['an event goes', 'event-removed', [drop(registered)]],
  ['an event loses a property', 'event-required-property-removed', [dropFirst(registered)]],
  ['a property of an event is optional', 'event-property-optional', [put(`${registered}/required`, [])]],
  ['an event may hold what it could not', 'event-widened', [put(`${registered}/type`, ['object', 'null'])]],
];

/** None of them concerns anybody who uses what was promised. */
export const harmless: readonly Case[] = [
  [
    'an operation is added',
    'operation-added',
    [put('/paths/~1more', { get: { operationId: 'getMore', responses: {} } })],
  ],
  [
    'an operation goes after its sunset',
    'operation-sunset',
    [drop(label)],
    [put(`${label}/delete/deprecated`, true), put(`${label}/delete/x-sunset`, '2027-01-14')],
  ],
  ['an operation is deprecated', 'operation-deprecated', deprecated],
  [
    'an operation is no longer deprecated',
    'operation-no-longer-deprecated',
    [drop(`${label}/delete/deprecated`)],
    deprecated,
  ],
  ['a sunset is put off', 'sunset-put-off', [put(`${label}/delete/x-sunset`, '2028-01-01')], deprecated],
  ['a sunset goes', 'sunset-put-off', [drop(`${label}/delete/x-sunset`)], deprecated],
  [
    'what is deprecated gets a sunset',
    'operation-deprecated',
    [put(`${label}/delete/x-sunset`, '2027-06-01')],
    [put(`${label}/delete/deprecated`, true)],
  ],
  ['an optional parameter is added', 'parameter-added', [push(`${listing}/parameters`, query(false))]],
  [
    'a parameter becomes optional',
    'parameter-optional',
    [put('/components/parameters/IdempotencyKey/required', false)],
  ],
  ["a parameter's maximum is raised", 'request-widened', [put(`${limit}/maximum`, 200)]],
  ['a body becomes optional', 'body-optional', [put(`${create}/requestBody/required`, false)]],
  ['an optional body is added', 'body-added', [put(`${label}/delete/requestBody`, { content: {} })]],
  [
    'another media type is taken',
    'request-media-type-added',
    [put(`${create}/requestBody/content/application~1xml`, {})],
  ],
  ask('request-property-added', 'an optional property is taken', put(`${inSent}/size`, { type: 'string' })),
  ask('request-property-optional', 'a property becomes optional', put(`${requestIn(create)}/required`, [])),
  ask('request-widened', 'a maxLength is raised', put(`${inSent}/name/maxLength`, 40)),
  ask('request-widened', 'a minimum goes', drop(`${inSent}/count/minimum`)),
  ask('request-widened', 'a value is added', push(`${inSent}/kind/enum`, 'c')),
  ask('request-widened', 'null is taken', put(`${inSent}/name/type`, ['string', 'null'])),
  ask('request-widened', 'an alternative is added', push(`${inSent}/shape/oneOf`, { type: 'null' })),
  ask('request-widened', 'a oneOf becomes an anyOf', move(`${inSent}/shape/oneOf`, `${inSent}/shape/anyOf`)),
  ask('request-widened', 'items may be alike', drop(`${inSent}/tags/uniqueItems`)),
  ask('request-widened', 'a format goes', drop(`${inSent}/when/format`)),
  ask('request-widened', 'a pattern goes', drop(`${inSent}/code/pattern`)),
  ask('request-widened', 'a multipleOf is finer', put(`${inSent}/count/multipleOf`, 1)),
  ask(
    'request-widened',
    'members that are not listed are taken',
    put(`${requestIn(create)}/additionalProperties`, true),
  ),
  ['an answer is added', 'answer-added', [put(`${read}/responses/206`, { description: 'A part.' })]],
  ['an error goes', 'error-removed', [drop(`${read}/responses/404`)]],
  ['a header is added', 'header-added', [put(`${read}/responses/200/headers/Age`, { schema: { type: 'string' } })]],
  ['a header becomes required', 'header-required', [put('/components/headers/Link/required', true)]],
  [
    'an answer has a further media type',
    'response-media-type-added',
    [put(`${read}/responses/200/content/text~1csv`, {})],
  ],
  tell('response-property-added', 'a property is answered', put(`${inAnswer}/size`, { type: 'string' })),
  tell(
    'response-property-required',
    'a property is always answered',
    push(`${answerIn(create, '201')}/required`, 'kind'),
  ),
  tell('response-narrowed', 'an answer is shorter', put(`${inAnswer}/name/maxLength`, 10)),
  tell('response-narrowed', 'an answer has fewer values', without(`${inAnswer}/kind/enum`, 'b')),
  ['an operation is open', 'authentication-removed', [put(`${read}/security`, [])]],
  ['a scope is no longer asked for', 'scope-removed', [put(`${read}/security`, [{ oauth2: [] }])]],
  ['a throttle is raised', 'throttle-raised', [put(`${create}/x-penstock/throttle/rate`, 300)]],
  ['a bulkhead changes', 'concurrency-changed', [put(`${create}/x-penstock/concurrency`, 100)]],
  ['an objective is higher', 'slo-raised', [put(`${health}/x-penstock/slo/p99`, 90)]],
  ['a plan is added', 'plan-added', [put('/x-penstock-plans/team', { rate: 100, burst: 200 })]],
  ['a plan sells more', 'plan-raised', [put('/x-penstock-plans/free/quota/limit', 200000)]],
  ['pages of one more origin are let in', 'page-origin-added', [pages(shop, back)], [pages(shop)]],
  ['pages of any origin are let in', 'page-origin-added', [pages('*')], [pages(shop)]],
  ['pages may send cookies', 'page-credentials-allowed', [put('/x-penstock-cors/credentials', true)], [pages(shop)]],
  ['a webhook is added', 'webhook-added', [put('/webhooks/parcels.parcel.found.v1', lost)], hooks],
  ['a webhook tells more', 'event-property-added', [put(`${sentBy(hook)}/properties/at`, { type: 'string' })], hooks],
  ['an event is added', 'event-added', [put('/x-penstock-events/parcels.parcel.lost.v1', { type: 'object' })]],
  ['an event tells more', 'event-property-added', [put(`${registered}/properties/more`, { type: 'string' })]],
];

/** Nothing that anybody was promised is another: nothing is said at all. */
export const unseen: readonly [name: string, edits: readonly Edit[], before?: readonly Edit[] | undefined][] = [
  ['texts', [put('/info/description', 'Other words.'), put(`${create}/summary`, 'Other words')]],
  ['examples', [put(`${bodyOf('Parcel')}/total/example`, 7)]],
  [
    'the name of a path parameter',
    [
      move(parcel, '/paths/~1v1~1parcels~1{id}'),
      put('/components/parameters/Id', {
        name: 'id',
        in: 'path',
        required: true,
        schema: { $ref: `#${schemas}/ParcelId` },
      }),
      put('/paths/~1v1~1parcels~1{id}/parameters', [{ $ref: '#/components/parameters/Id' }]),
    ],
  ],
  [
    'a schema put into a component',
    [
      put(`${schemas}/Quantity`, { type: 'integer', minimum: 1, maximum: 10000 }),
      put(`${bodyOf('Item')}/quantity`, { $ref: `#${schemas}/Quantity` }),
    ],
  ],
  ['an allOf of one', [put(`${bodyOf('Parcel')}/status`, { allOf: [{ $ref: `#${schemas}/ParcelStatus` }] })]],
  [
    'the name of a security scheme',
    [
      move('/components/securitySchemes/key', '/components/securitySchemes/partner'),
      put(`${read}/security`, [{ partner: [] }]),
    ],
    keyed,
  ],
  ['a schema that nothing uses', [put(`${schemas}/Unused`, { type: 'string' })]],
  ['the order of values', [put(`${schemas}/ParcelStatus/enum`, ['cancelled', 'label_failed', 'labelled', 'pending'])]],
  ["the case of a header's name", [put('/components/parameters/TraceParent/name', 'Traceparent')]],
  ['a const for one value', [put(`${bodyOf('Health')}/status`, { type: 'string', const: 'ok' })]],
  ['what the server alone sends, in a request', [drop(`${inSent}/id`)], [sent]],
];

/** Each may break some. */
export const risks: readonly Case[] = [
  ["a parameter's default changes", 'request-default-changed', [put(`${limit}/default`, 10)]],
  ["a parameter's default goes", 'request-default-changed', [drop(`${limit}/default`)]],
  ask('request-default-changed', "a property's default changes", put(`${inSent}/name/default`, 'b')),
  ['an operationId changes', 'operation-renamed', [put(`${create}/operationId`, 'registerParcel')]],
  ['a parameter goes', 'parameter-removed', [drop(`${listing}/parameters/0`)]],
  ask('request-pattern-changed', 'a pattern changes', put(`${inSent}/code/pattern`, '^b')),
  [
    'alternatives are told apart by another property',
    'request-schema-changed',
    [put(`${inSent}/shape/discriminator/propertyName`, 'kind')],
    [sent, put(`${inSent}/shape/discriminator`, { propertyName: 'type' })],
  ],
  ask('request-schema-changed', 'a not is added', put(`${inSent}/name/not`, { const: 'x' })),
  ask(
    'request-property-ignored',
    'a property goes from an open object',
    put(`${requestIn(create)}/additionalProperties`, true),
    drop(`${inSent}/kind`),
  ),
  tell('response-property-removed', 'an optional property goes from an answer', drop(`${inAnswer}/kind`)),
  tell('response-pattern-changed', 'a pattern of an answer changes', put(`${inAnswer}/code/pattern`, '^b')),
  ['an optional header goes', 'header-removed', [drop(`${listing}/responses/200/headers/Link`)]],
  ['a throttle is lowered', 'throttle-lowered', [put(`${create}/x-penstock/throttle/burst`, 300)]],
  ['a timeout is lowered', 'timeout-lowered', [put('/x-penstock/timeout', 2)]],
  ['a timeout is raised', 'timeout-raised', [put('/x-penstock/timeout', 9)]],
  ['an objective is lower', 'slo-lowered', [put(`${health}/x-penstock/slo/availability`, 99)]],
];

/** Drops the first of the required properties. */
function dropFirst(schema: string): Edit {
  return (root) => {
    const { required, properties } = (root['x-penstock-events'] as Record<string, never>)[
      schema.split('/').at(-1) ?? ''
    ] as unknown as {
      required: string[];
      properties: Record<string, unknown>;
    };
    const [name = ''] = required.splice(0, 1);
    delete properties[name];
  };
}
