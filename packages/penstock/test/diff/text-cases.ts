import type { RuleName } from '../../diff/rules.ts';

export type TextEdit = readonly [from: string, to: string];

/** A change of a graph or of a service as text, the rule that names it, and what it was before where that is not the sample's. */
export type TextCase = readonly [
  name: string,
  rule: RuleName,
  edits: readonly TextEdit[],
  before?: readonly TextEdit[],
];

export const editedText = (text: string, edits: readonly TextEdit[]): string =>
  edits.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`The text has no ${from}`);
    return before.replace(from, to);
  }, text);

const cost = (value: number): TextEdit => ['@cost(weight: "10")', `@cost(weight: "${value}")`];
const reading = '@requiresScopes(scopes: [["parcels:read"]])';
const scopes = (text: string): TextEdit => [reading, `@requiresScopes(scopes: ${text})`];
const sliced = '@listSize(slicingArguments: ["first"], sizedFields: ["nodes"])';
const listSize = (text: string): TextEdit => [
  sliced,
  `@listSize(slicingArguments: ["first"], sizedFields: ["nodes"]${text})`,
];
const assumed = (size: number): TextEdit => ['@listSize(assumedSize: 10)', `@listSize(assumedSize: ${size})`];
const reference = 'parcel."\n  reference: String';
const retired = (date: string): TextEdit => [
  reference,
  `${reference} @deprecated(reason: "Use name.") @sunset(date: "${date}")`,
];
const cached = (seconds: number): TextEdit => [
  '  version: SafeInt!',
  `  version: SafeInt! @cacheControl(maxAge: ${seconds})`,
];
const policy =
  'throttle: { rate: 100, burst: 200 }, timeout: 5, concurrency: 100, slo: { availability: 99.95, p99: 500 }';
const route = (from: string, to: string): TextEdit => [policy, policy.replace(from, to)];

/** Changes of the sample's graph. */
export const graphCases: readonly TextCase[] = [
  ['a field of the graph costs more', 'cost-raised', [cost(20)]],
  ['a type of the graph costs more', 'cost-raised', [['type Item {', 'type Item @cost(weight: "3") {']]],
  [
    'an argument of the graph costs more',
    'cost-raised',
    [['status: ParcelStatus\n  )', 'status: ParcelStatus @cost(weight: "2")\n  )']],
  ],
  ['a field of the graph costs less', 'cost-lowered', [cost(5)]],
  ['a list of the graph is taken to be longer', 'list-size-raised', [assumed(20)]],
  ['a list of the graph is taken to be shorter', 'list-size-lowered', [assumed(5)]],
  ['an argument of the graph may ask for fewer', 'list-size-capped', [listSize(', assumedSize: 50')]],
  [
    'lists of the graph are counted otherwise',
    'list-size-changed',
    [[sliced, '@listSize(slicingArguments: ["first"])']],
  ],
  [
    'a query has to say how many',
    'slicing-argument-required',
    [['requireOneSlicingArgument: false', 'requireOneSlicingArgument: true']],
    [listSize(', requireOneSlicingArgument: false')],
  ],
  ['a field of the graph asks for another scope', 'scope-added', [scopes('[["parcels:write"]]')]],
  ['a field of the graph asks for a further scope', 'scope-added', [scopes('[["parcels:read", "parcels:write"]]')]],
  ['a field of the graph asks for scopes', 'scope-added', [['items: [Item!]!', `items: [Item!]! ${reading}`]]],
  [
    'a field of the graph asks for one scope less',
    'scope-removed',
    [['[["parcels:read", "parcels:write"]]', '[["parcels:write"]]']],
    [scopes('[["parcels:read", "parcels:write"]]')],
  ],
  ['a field of the graph is deprecated', 'field-deprecated', [retired('2027-06-01')]],
  [
    'a field of the graph is no longer deprecated',
    'field-no-longer-deprecated',
    [[' @deprecated(reason: "Use name.") @sunset(date: "2027-06-01")', '']],
    [retired('2027-06-01')],
  ],
  [
    'a sunset of the graph is brought forward',
    'sunset-brought-forward',
    [['2027-06-01', '2027-05-01']],
    [retired('2027-06-01')],
  ],
  ['a sunset of the graph is put off', 'sunset-put-off', [['2027-06-01', '2027-07-01']], [retired('2027-06-01')]],
  [
    'a field of the graph goes after its sunset',
    'field-sunset',
    [[`  reference: String @deprecated(reason: "Use name.") @sunset(date: "2027-01-14")\n`, '']],
    [retired('2027-01-14')],
  ],
  ['what the graph answers may be kept for longer', 'cache-lengthened', [cached(60)]],
  ['what the graph answers may be kept for less', 'cache-shortened', [['maxAge: 60', 'maxAge: 30']], [cached(60)]],
  [
    'a field of the graph serves another operation',
    'use-case-changed',
    [['@useCase(operationId: "getParcel")', '@useCase(operationId: "listParcels")']],
  ],
  ['the graph takes fewer requests', 'throttle-lowered', [route('rate: 100', 'rate: 50')]],
  ['the graph takes more requests', 'throttle-raised', [route('burst: 200', 'burst: 300')]],
  ['the graph has less time', 'timeout-lowered', [route('timeout: 5', 'timeout: 4')]],
  ['the graph may be slower', 'slo-lowered', [route('p99: 500', 'p99: 900')]],
  ['the graph has another concurrency', 'concurrency-changed', [route('concurrency: 100', 'concurrency: 50')]],
];

const create = 'serves: "createParcel"';
const get = 'serves: "getParcel"';

/** Changes of the kit's service for tests. */
export const serviceCases: readonly TextCase[] = [
  ['a method takes fewer requests', 'throttle-lowered', [['rate: 5', 'rate: 4']]],
  ['a method takes more requests', 'throttle-raised', [['burst: 10', 'burst: 20']]],
  ['a method has less time', 'timeout-lowered', [[create, `${create} timeout: 2`]]],
  ['a method may be slower', 'slo-lowered', [[get, `${get} slo: { availability: 99 p99: 9000 }`]]],
  ['a method asks for a further scope', 'scope-added', [[get, `${get} scopes: "parcels:write"`]]],
  [
    'a method asks for no further scope',
    'scope-removed',
    [[' scopes: "parcels:write"', '']],
    [[get, `${get} scopes: "parcels:write"`]],
  ],
  ['a method serves another operation', 'use-case-changed', [[create, 'serves: "updateParcel"']]],
  ['a method has another concurrency', 'concurrency-changed', [['concurrency: 7', 'concurrency: 8']]],
];
