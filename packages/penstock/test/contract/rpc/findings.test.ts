import { describe, expect, it } from '@jest/globals';
import { ContractError, type Finding } from '../../../contract/finding.ts';
import { breakingServices } from '../../../contract/rpc/breaking.ts';
import { loadRpc } from '../../../contract/rpc/load.ts';
import { readProtoFiles } from '../../../contract/rpc/workspace.ts';
import { contract } from '../../../testkit/sample/contract.ts';
import { edited, parcelsFolder } from './parcels.ts';

type Edit = readonly [string, string];

function findingsOf(edits: readonly Edit[], { lint = false } = {}) {
  const { folder, text } = edited(...edits);
  try {
    loadRpc(folder, contract, { lint });
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.findings.map((finding) => ({ ...finding, at: lineAt(text, finding) }));
  }
  throw new Error('Nothing was found.');
}

const lineAt = (text: string, { line }: Finding): string => text.split('\n')[line - 1]?.trim() ?? '';
const option = 'option (penstock.method) = {';

describe('a service', () => {
  it('is read with the promises of the operations that it serves, and its own over them', () => {
    const methods =
      loadRpc(parcelsFolder, contract, { lint: true })?.services.flatMap((service) => service.methods) ?? [];
    const [create, get] = methods.map(({ endpoint }) => endpoint);
    const served = contract.operations.find(({ operationId }) => operationId === 'createParcel');
    expect(create).toMatchObject({
      operationId: 'ParcelService.CreateParcel',
      path: '/parcels.v1.ParcelService/CreateParcel',
      security: served?.security,
      timeouts: served?.timeouts,
      policy: { ...served?.policy, throttle: { rate: 5, burst: 10 }, concurrency: 5 },
      rpc: { function: 'parcelService', serves: 'createParcel', alsoGet: false, streams: false },
    });
    expect(get?.rpc).toMatchObject({ serves: 'getParcel', alsoGet: true });
  });

  it('fails with every mistake at once, each in its line', () => {
    const found = findingsOf([
      ['serves: "createParcel"', 'serves: "makeParcel"'],
      [
        'serves: "getParcel"',
        'serves: "createParcel"\n      scopes: "parcels:fly"\n      timeout: 29\n      idempotency: IDEMPOTENCY_NONE',
      ],
      ['prefix: "P"', 'email: true'],
      ['string.pattern = "^[a-z]+$"', 'string.pattern = "^([a-z]+)+$"'],
      ['gte: 1\n    lte: 100', 'gte: 100\n    lte: 1'],
      ['string.uuid = true', 'cel = {id: "x" message: "x" expression: "this != \'\'"}'],
    ]);
    expect(found.map(({ rule, at }) => [rule, at])).toEqual(
      [
        ['serves', option],
        ['safe', option],
        ['idempotency', option],
        ['scopes', option],
        ['timeout', option],
        ['field-rule', 'string code = 1 [(buf.validate.field).string = {'],
        ['field-rule', 'uint32 weight = 2 [(buf.validate.field).uint32 = {'],
        ['field-rule', expect.stringContaining('optional string note = 6')],
        ['field-rule', expect.stringContaining('string sender = 11')],
      ].map(([rule, at]) => [rule, at]),
    );
    expect(found.every(({ message, fix }) => /received/.test(message) && fix !== '')).toBe(true);
  });

  it.each<[string, Edit, string]>([
    ['streams of requests', ['(GetParcelRequest)', '(stream GetParcelRequest)'], 'request-stream'],
    [
      'a stream for an operation that is none',
      ['returns (GetParcelResponse)', 'returns (stream GetParcelResponse)'],
      'stream',
    ],
    ['another syntax', ['syntax = "proto3"', 'syntax = "proto2"'], 'COMPILE'],
    ['a burst below the rate', ['burst: 10', 'burst: 1'], 'throttle'],
    ['less concurrency than is promised', ['concurrency: 5', 'concurrency: 1'], 'concurrency'],
  ])('fails with %s', (_, edit, rule) => {
    expect(findingsOf([edit]).map((finding) => finding.rule)).toContain(rule);
  });

  it('fails in the line of what buf lints', () => {
    const found = findingsOf([['SIZE_SMALL = 1', 'SMALL = 1']], { lint: true });
    expect(found).toMatchObject([{ rule: 'ENUM_VALUE_PREFIX', at: 'SMALL = 1;' }]);
  });
});

describe('what breaks callers', () => {
  const base = readProtoFiles(parcelsFolder);
  const changed = (...edits: readonly Edit[]) =>
    breakingServices(base, readProtoFiles(edited(...edits).folder), 'contract/rpc').map(({ rule, file }) => [
      rule,
      file,
    ]);
  const file = 'contract/rpc/parcels/v1/parcels.proto';

  it.each<[string, readonly Edit[], readonly string[]]>([
    ['nothing, where nothing changed', [], []],
    [
      'nothing, where something was added',
      [['string id = 1;\n}\n\nmessage Get', 'string id = 1;\n  string more = 2;\n}\n\nmessage Get']],
      [],
    ],
    [
      'a field of another type',
      [
        ['uint32 weight = 2', 'uint64 weight = 2'],
        ['.uint32 = {\n    gte', '.uint64 = {\n    gte'],
      ],
      ['FIELD_SAME_TYPE'],
    ],
    ['a method that is gone', [['rpc GetParcel(', 'rpc ReadParcel(']], ['RPC_NO_DELETE']],
  ])('is %s', (_, edits, rules) => {
    expect(changed(...edits)).toEqual(rules.map((rule) => [rule, file]));
  });

  it('is a service that is gone altogether, and nothing where there was none', () => {
    expect(breakingServices(base, new Map(), 'contract/rpc')).toMatchObject([{ rule: 'FILE_NO_DELETE', file }]);
    expect(breakingServices(new Map(), base, 'contract/rpc')).toEqual([]);
  });
});
