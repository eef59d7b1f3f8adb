import { describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { composedParameters } from '../../../../runtime/http/parameters/composed-parameters.ts';
import { plainParameters } from '../../../../runtime/http/parameters/plain-parameters.ts';
import type { OperationContract, ParameterContract, Validator } from '../../../../runtime/operation-contract.ts';
import { type EventOptions, gatewayEvent } from '../../../../testkit/operation-runtime.ts';
import { parameter, validator } from '../../contract.ts';
import { run } from '../../run-operation.ts';

const anything = validator(() => true);
const limit = (over: Partial<ParameterContract> = {}) => parameter({ validate: anything, ...over });

describe.each([
  ['plain', plainParameters],
  ['composed', composedParameters],
] as const)('by the reader of %s parameters:', (_reader, readParameters) => {
  const reading = (parameters: OperationContract['parameters'], event: EventOptions) =>
    run({ contract: { parameters, readParameters }, event });

  describe('a query parameter', () => {
    it.each([
      ['integer', '0', 0],
      ['integer', '-12', -12],
      ['integer', '9007199254740991', 9_007_199_254_740_991],
      ['boolean', 'true', true],
      ['boolean', 'false', false],
      ['string', '', ''],
      ['string', '12', '12'],
    ] as const)('of type %s is read from %j', async (type, text, value) => {
      expect((await reading([limit({ type })], { query: { limit: text } })).seen?.query).toEqual({ limit: value });
    });

    it.each([
      ['integer', '', 'must be an integer'],
      ['integer', '1.5', 'must be an integer'],
      ['integer', 'x1', 'must be an integer'],
      ['integer', '1x', 'must be an integer'],
      ['integer', '0x1', 'must be an integer'],
      ['integer', '1e2', 'must be an integer'],
      ['integer', '--1', 'must be an integer'],
      ['integer', '9007199254740992', 'must be an integer'],
      ['boolean', 'TRUE', 'must be true or false'],
      ['boolean', '', 'must be true or false'],
    ] as const)('of type %s fails to be %j', async (type, text, detail) => {
      const { status, code, json } = await reading([limit({ type })], { query: { limit: text } });

      expect([status, code, json.detail]).toEqual([400, 'invalid-parameter', `limit ${detail}.`]);
      expect(json.errors).toEqual([{ parameter: 'limit', detail }]);
    });

    it('has its default where it is not sent, and is required where it has none', async () => {
      expect((await reading([limit({ default: 0 })], {})).seen?.query).toEqual({ limit: 0 });
      expect((await reading([limit()], {})).seen?.query).toStrictEqual({});
      expect((await reading([limit({ required: true })], {})).json.errors).toEqual([
        { parameter: 'limit', detail: 'is required' },
      ]);
    });

    it('fails when it is sent twice, or is none of the operation', async () => {
      const { json } = await reading([limit()], { query: { limit: ['1', '2'], other: '1' } });

      expect(json.detail).toBe('limit may be sent only once; other is not a parameter of this operation.');
      expect(json.errors).toEqual([
        { parameter: 'limit', detail: 'may be sent only once' },
        { parameter: 'other', detail: 'is not a parameter of this operation' },
      ]);
    });

    it('fails with 128 characters of a name that is none', async () => {
      const { json } = await reading([], { query: { [`${'x'.repeat(128)}y`]: '1', '\ud800': '1' } });

      expect(json.errors.map(({ parameter: name }: { parameter: string }) => name)).toEqual([
        'x'.repeat(128),
        '\ufffd',
      ]);
    });

    it('fails with as much of the findings as the contract lets a detail have', async () => {
      const names = [...Array(40)].map((_, index) => [`name-${index}`, '1']);
      const { json } = await reading([], { query: Object.fromEntries(names) });

      expect([json.detail.length, json.errors.length]).toEqual([1001, 40]);
      expect(json.detail).toMatch(/^name-0 is not a parameter of this operation; .*\.$/);
    });

    const refusing = (errors: unknown): Validator<unknown> =>
      Object.assign(() => false, { errors }) as unknown as Validator<unknown>;
    const finding = (message: string) => ({ instancePath: '', keyword: 'any', params: {}, message });
    it.each([
      ['each finding of its schema', [finding('is a'), finding('is b')], 'is a and is b'],
      [
        'no more than a finding may have',
        [finding('a'.repeat(300)), finding('b'.repeat(300))],
        `${'a'.repeat(300)} and ${'b'.repeat(207)}`,
      ],
      ['so much where its schema says nothing', null, 'is not valid'],
    ])('fails with %s', async (_case, errors, detail) => {
      expect((await reading([limit({ validate: refusing(errors) })], { query: { limit: '1' } })).json.errors).toEqual([
        { parameter: 'limit', detail },
      ]);
    });
  });

  describe('the parameters of an event that leaves something out', () => {
    const read = (event: Partial<APIGatewayProxyEvent>, parameters = [limit({ type: 'string' })]) => {
      return readParameters({ path: '/things', parameters }, { ...gatewayEvent(), ...event });
    };

    it.each([
      ['lists', { queryStringParameters: { limit: 'a' }, multiValueQueryStringParameters: null }],
      ['single values', { queryStringParameters: null, multiValueQueryStringParameters: { limit: ['a'] } }],
    ])('are read without %s', (_case, event) => {
      expect(read(event).query).toEqual({ limit: 'a' });
    });

    it('are empty where a value is', () => {
      const event = { queryStringParameters: { limit: undefined }, multiValueQueryStringParameters: null };

      expect(read(event as unknown as Partial<APIGatewayProxyEvent>).query).toEqual({ limit: '' });
    });

    it('are absent where a list is', () => {
      const event = { queryStringParameters: null, multiValueQueryStringParameters: { limit: undefined } };

      expect(read(event as unknown as Partial<APIGatewayProxyEvent>).query).toEqual({});
    });

    it('are none where there are none', () => {
      expect(read({ queryStringParameters: null, multiValueQueryStringParameters: null })).toMatchObject({
        query: {},
        path: {},
      });
    });
  });

  describe('a path parameter', () => {
    const id = (over: Partial<ParameterContract> = {}) => limit({ name: 'id', in: 'path', type: 'string', ...over });

    it('is read in its type', async () => {
      const { seen } = await reading([id({ type: 'integer' })], { pathParameters: { id: '7' } });

      expect(seen?.path('id')).toBe('7');
      expect(() => seen?.path('other')).toThrow('doThing has no path parameter other');
    });

    it.each([
      ['is not there', {}, id({ validate: validator((value) => value !== '') })],
      ['is not of its type', { id: 'x' }, id({ type: 'integer' })],
      ['breaks its schema', { id: 'x' }, id({ validate: validator(() => false) })],
    ])('that %s names nothing: 404', async (_case, pathParameters, contract) => {
      const { status, json } = await reading([limit(), contract], { pathParameters });

      expect([status, json.detail, json.errors]).toEqual([404, 'There is nothing here.', undefined]);
    });
  });

  describe('a header parameter', () => {
    const header = (name: string, over: Partial<ParameterContract> = {}) =>
      limit({ name, in: 'header', type: 'string', ...over });

    it('is found whatever its case, and absent where it is not sent', async () => {
      const { seen } = await reading([header('X-Mode'), header('X-Other')], { headers: { 'x-mode': 'fast' } });

      expect([seen?.header('X-Mode'), seen?.header('X-Other')]).toEqual(['fast', undefined]);
    });

    it('fails when it is required', async () => {
      expect((await reading([header('X-Mode', { required: true })], {})).json.errors).toEqual([
        { parameter: 'X-Mode', detail: 'is required' },
      ]);
    });

    it.each(['X-Correlation-Id', 'traceparent', 'Idempotency-Key'])(
      'that has a reader of its own is not read here: %s',
      async (name) => {
        expect((await reading([header(name, { required: true })], {})).status).toBe(200);
      },
    );
  });
});

describe('an operation without a reader', () => {
  const bare = (event: EventOptions) => run({ contract: { readParameters: undefined }, event });

  it('is asked with the headers that every operation has', async () => {
    const { status, seen } = await bare({ headers: { 'X-Correlation-Id': 'mine', 'X-Mode': 'fast' } });

    expect([status, seen?.query, seen?.header('X-Mode')]).toEqual([200, {}, undefined]);
  });

  it('fails with each name of a query', async () => {
    expect((await bare({ query: { a: '1', b: ['1', '2'] } })).json.errors).toEqual([
      { parameter: 'a', detail: 'is not a parameter of this operation' },
      { parameter: 'b', detail: 'is not a parameter of this operation' },
    ]);
  });
});
