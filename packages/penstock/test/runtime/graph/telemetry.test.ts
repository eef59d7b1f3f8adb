import { afterEach, describe, expect, it } from '@jest/globals';
import { documentHash } from '../../../runtime/graph/documents/document-cache.ts';
import { deprecatedUseLine } from '../../../runtime/telemetry/deprecated-uses.ts';
import { metricLine } from '../../../runtime/telemetry/metrics.ts';
import { editedGraph } from '../../contract/graph/graph.ts';
import { generatedGraph } from './generated-graph.ts';
import { aParcel, graphOf, parcelId } from './parcels-graph.ts';

const text = editedGraph(
  {
    from: '  reference: String\n  version',
    to: '  reference: String @deprecated(reason: "Use notes.") @sunset(date: "2027-06-30")\n  version',
  },
  { from: '  label_failed\n', to: '  label_failed @deprecated(reason: "Is pending.") @sunset(date: "2027-07-31")\n' },
);
const generated = await generatedGraph(text);
const Query = {
  parcel: async () => aParcel,
  parcels: async () => ({ nodes: [aParcel], pageInfo: { hasNextPage: false } }),
};
const graph = () => graphOf(generated, { resolvers: { Query } });
const query = `query OneParcel { parcel(id: "${parcelId}") { id reference } }`;

describe('a request of the graph', () => {
  it('is one summary by its operation, its document and the fields that it uses', async () => {
    const { post, lines, metrics } = graph();
    await post(query);
    const summary = {
      graphOperation: 'OneParcel',
      graphOperationType: 'query',
      documentHash: documentHash(query),
      cost: expect.any(Number),
      fields: ['Parcel.id', 'Parcel.reference', 'Query.parcel'],
      deprecated: ['Parcel.reference'],
    };
    expect(lines.at(-1)).toMatchObject({ message: 'request', fields: { operation: 'graph', status: 200, ...summary } });
    expect(metrics.at(-1)).toMatchObject({ operation: 'graph', status: 200, coldStart: true, properties: summary });
  });

  it('counts as a call of each operation too, without a cold start of its own', async () => {
    const { post, lines, metrics } = graph();
    await post(query);
    expect(metrics).toHaveLength(2);
    expect(metrics[0]).toMatchObject({ operation: 'getParcel', status: 200, coldStart: false });
    expect(lines[0]).toMatchObject({ fields: { operation: 'getParcel', graphField: 'Query.parcel', tenant: 'acme' } });
  });

  it('counts as failed where a field of it failed for a reason of ours, and not where a caller was refused', async () => {
    const fails = async () => {
      throw new Error('unforeseen');
    };
    const { post, metrics } = graphOf(generated, { resolvers: { Query: { ...Query, parcels: fails } } });
    await post('{ parcels { nodes { id } } }');
    await post('{ parcel(id: "nothing") { id } }');
    expect(metrics.filter(({ operation }) => operation === 'graph').map(({ status }) => status)).toEqual([500, 200]);
  });

  it('that uses what has a sunset date is counted by it, values and all', async () => {
    const { post, deprecatedUses } = graph();
    await post('{ parcels(status: label_failed) { nodes { id reference } } }');
    expect(deprecatedUses).toEqual([
      { coordinate: 'Parcel.reference', sunset: '2027-06-30', tenant: 'acme', requestId: expect.any(String) },
      { coordinate: 'ParcelStatus.label_failed', sunset: '2027-07-31', tenant: 'acme', requestId: expect.any(String) },
    ]);
  });
});

describe('the times of resolvers', () => {
  afterEach(() => {
    delete process.env._X_AMZN_TRACE_ID;
  });
  const trace = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=';

  it('are logged where X-Ray samples the invocation', async () => {
    process.env._X_AMZN_TRACE_ID = `${trace}1`;
    const { post, lines } = graph();
    await post(`{ a: parcel(id: "${parcelId}") { id } b: parcel(id: "${parcelId}") { id } }`);
    expect(lines.find(({ message }) => message === 'resolvers')?.fields.resolvers).toEqual([
      { field: 'Query.parcel', calls: 2, total: expect.any(Number), slowest: expect.any(Number) },
    ]);
  });

  it.each([`${trace}0`, ''])('are not taken where it does not: %s', async (header) => {
    process.env._X_AMZN_TRACE_ID = header;
    const { post, lines } = graph();
    await post(query);
    expect(lines.filter(({ message }) => message === 'resolvers')).toEqual([]);
  });
});

describe('a metric line', () => {
  const scope = { namespace: 'Parcels', stage: 'dev' };

  it('has properties beside its ids, which take no dimension', () => {
    const metric = {
      operation: 'graph',
      requestId: 'r',
      correlationId: 'c',
      status: 200,
      latency: 1,
      replayed: false,
      coldStart: false,
    };
    const line = JSON.parse(metricLine(scope, { ...metric, properties: { graphOperation: 'One', Stage: 'mine' } }, 1));
    expect(line).toMatchObject({ graphOperation: 'One', Stage: 'dev', Operation: 'graph' });
    expect(line._aws.CloudWatchMetrics[0].Dimensions).toEqual([['Stage', 'Operation']]);
  });

  it('counts uses of what is deprecated by what it is', () => {
    const use = { coordinate: 'Parcel.reference', sunset: '2027-06-30', tenant: 'acme', requestId: 'r' };
    const line = JSON.parse(deprecatedUseLine(scope, use, 1));
    expect(line).toMatchObject({
      Stage: 'dev',
      Deprecated: 'Parcel.reference',
      DeprecatedUses: 1,
      Sunset: '2027-06-30',
    });
    expect(line._aws.CloudWatchMetrics[0]).toMatchObject({
      Namespace: 'Parcels',
      Dimensions: [['Stage', 'Deprecated']],
    });
  });
});
