import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { asArray, asObject, type JsonObject } from 'penstock-rules/json';
import { resourcesOf } from 'penstock-rules/template/resources';
import { only, stackOf, stageLike, synthesize } from './synthesized.ts';

const { answer } = createRequire(import.meta.url)('../../constructs/replica-stream/handler/index.cjs');

const arn = 'arn:aws:dynamodb:eu-west-2:123456789012:table/parcels-prod-parcels/stream/2026-11-28T22:00:00.000';
const on = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' };

/** A replica that tells one of these each time, the last one for ever, and what was done to it. */
function replica(...states: readonly JsonObject[]) {
  const done: string[] = [];
  const left = [...states];
  const clients = ({ region, table, parameter }: Record<string, string>) => ({
    dynamodb: {
      describe: async () => (left.length > 1 ? left.shift() : left[0]),
      enable: async (viewType: string) => void done.push(`enable ${viewType} of ${table} in ${region}`),
    },
    parameters: {
      put: async (value: string) => void done.push(`put ${parameter} in ${region}: ${value}`),
      delete: async () => void done.push(`delete ${parameter} in ${region}`),
    },
    pause: async () => {},
    attempts: 5,
  });
  return { done, clients };
}

const event = {
  ResponseURL: 'https://cloudformation.example.com/answer',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'ParcelsStream',
  ResourceProperties: { TableName: 'parcels', Region: 'eu-west-2', ParameterName: '/parcels/prod/parcels-stream' },
};
const id = 'eu-west-2:/parcels/prod/parcels-stream';

async function ask(request: JsonObject, clients: unknown) {
  const sent: { url: string; body: JsonObject }[] = [];
  await answer({ ...event, ...request }, clients, async (url: string, { body }: { body: string }) => {
    sent.push({ url, body: JSON.parse(body) });
    return { ok: true, status: 200 };
  });
  expect(sent.map(({ url }) => url)).toEqual([event.ResponseURL]);
  return sent[0]?.body;
}

describe('the stream of a replica', () => {
  it('that is on is published, and left as it is', async () => {
    const { done, clients } = replica({ TableStatus: 'ACTIVE', StreamSpecification: on, LatestStreamArn: arn });

    expect(await ask({ RequestType: 'Create' }, clients)).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: id,
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'ParcelsStream',
    });
    expect(done).toEqual([`put /parcels/prod/parcels-stream in eu-west-2: ${arn}`]);
  });

  it('that is off is turned on, once, as soon as the replica can be changed', async () => {
    const { done, clients } = replica(
      { TableStatus: 'CREATING' },
      { TableStatus: 'ACTIVE' },
      { TableStatus: 'UPDATING', StreamSpecification: on },
      { TableStatus: 'ACTIVE', StreamSpecification: on, LatestStreamArn: arn },
    );

    expect(await ask({ RequestType: 'Create' }, clients)).toMatchObject({ Status: 'SUCCESS' });
    expect(done).toEqual([
      'enable NEW_AND_OLD_IMAGES of parcels in eu-west-2',
      `put /parcels/prod/parcels-stream in eu-west-2: ${arn}`,
    ]);
  });

  it.each([[undefined], [''], ['None']])(
    'fails, and writes nothing, where the replica tells %p for an ARN',
    async (said) => {
      const { done, clients } = replica({ TableStatus: 'ACTIVE', StreamSpecification: on, LatestStreamArn: said });

      expect(await ask({ RequestType: 'Create' }, clients)).toMatchObject({
        Status: 'FAILED',
        Reason: expect.stringMatching(
          /^Error: The replica of table parcels in eu-west-2 tells no stream: received None/,
        ),
      });
      expect(done).toEqual([]);
    },
  );

  it('fails where it shows less than both images: the relay could not tell what changed', async () => {
    const keys = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' };
    const { done, clients } = replica({ TableStatus: 'ACTIVE', StreamSpecification: keys, LatestStreamArn: arn });

    expect(await ask({ RequestType: 'Update', PhysicalResourceId: id }, clients)).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: id,
      Reason: expect.stringContaining('KEYS_ONLY, expected NEW_AND_OLD_IMAGES'),
    });
    expect(done).toEqual([]);
  });

  it('takes its parameter along when it is deleted, and nothing else', async () => {
    const { done, clients } = replica({ TableStatus: 'ACTIVE' });

    expect(await ask({ RequestType: 'Delete', PhysicalResourceId: id }, clients)).toMatchObject({ Status: 'SUCCESS' });
    expect(done).toEqual(['delete /parcels/prod/parcels-stream in eu-west-2']);
  });

  it('that could not be made is deleted without a word: it must not block the rollback', async () => {
    const { done, clients } = replica({ TableStatus: 'ACTIVE' });

    expect(await ask({ RequestType: 'Delete', PhysicalResourceId: 'none:request' }, clients)).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'none:request',
    });
    expect(done).toEqual([]);
  });

  it('fails where CloudFormation takes no answer, so that Lambda tries again', async () => {
    const { clients } = replica({ TableStatus: 'ACTIVE', StreamSpecification: on, LatestStreamArn: arn });
    const refused = async () => ({ ok: false, status: 403 });

    await expect(answer({ ...event, RequestType: 'Create' }, clients, refused)).rejects.toThrow('took no answer: 403');
  });
});

describe('the data stack of three regions', () => {
  const prod = stackOf(synthesize(stageLike('prod')), 'parcels-prod-data');

  it('publishes the stream of each further region, under the name that the events stack there knows', () => {
    const table = resourcesOf(prod, 'AWS::DynamoDB::GlobalTable').find(
      ({ properties }) => properties.TableName === 'parcels-prod-parcels',
    );
    const streams = resourcesOf(prod, 'Custom::ReplicaStream');

    expect(
      streams.map(({ properties: { TableName, Region, ParameterName } }) => [TableName, Region, ParameterName]),
    ).toEqual([
      ['parcels-prod-parcels', 'eu-west-2', '/parcels/prod/parcels-stream'],
      ['parcels-prod-parcels', 'eu-central-1', '/parcels/prod/parcels-stream'],
    ]);
    for (const { logicalId } of streams) {
      expect(asObject(asObject(prod.template.Resources)[logicalId]).DependsOn).toContain(table?.logicalId);
    }
  });

  it('lets the function that does it touch those replicas and those parameters, and nothing else', () => {
    const { Statement } = asObject(only(prod, 'AWS::IAM::Policy').PolicyDocument);
    const own = asArray(Statement)
      .map(asObject)
      .filter(({ Action }) => /dynamodb|ssm/.test(JSON.stringify(Action)));
    const of = (service: string, region: string, resource: string) => ({
      'Fn::Join': ['', [`arn:aws:${service}:${region}:`, { Ref: 'AWS::AccountId' }, `:${resource}`]],
    });

    expect(own).toEqual([
      {
        Effect: 'Allow',
        Action: ['dynamodb:DescribeTable', 'dynamodb:UpdateTable'],
        Resource: ['eu-central-1', 'eu-west-2'].map((region) => of('dynamodb', region, 'table/parcels-prod-parcels')),
      },
      {
        Effect: 'Allow',
        Action: ['ssm:DeleteParameter', 'ssm:PutParameter'],
        Resource: ['eu-central-1', 'eu-west-2'].map((region) =>
          of('ssm', region, 'parameter/parcels/prod/parcels-stream'),
        ),
      },
    ]);
  });

  it('of one region has nothing of it', () => {
    expect(resourcesOf(stackOf(synthesize(stageLike('dev')), 'parcels-dev-data'), 'AWS::Lambda::Function')).toEqual([]);
  });
});
