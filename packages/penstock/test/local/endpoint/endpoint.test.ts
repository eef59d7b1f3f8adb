import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EngineCall } from '../../../local/cloud.ts';
import { dynamodbAccess } from '../../../local/endpoint/actions.ts';
import { type SmallCloud, startSmallCloud } from '../fixtures/cloud.ts';

/** Sends what the query says to the local AWS endpoint, with this function's own access key or another. */
const caller = `exports.handler = async (event) => {
  const { operation, input, key = process.env.AWS_ACCESS_KEY_ID, target = 'DynamoDB_20120810.', service, rest } =
    event.queryStringParameters;
  if (service !== undefined) {
    const authorization = 'AWS4-HMAC-SHA256 Credential=' + key + '/20260101/eu-west-1/' + service + '/aws4_request';
    const request = rest === undefined ? { method: 'POST', body: 'Action=ListStacks' } : {};
    const answer = await fetch(process.env.AWS_ENDPOINT_URL + (rest ?? ''), { headers: { authorization }, ...request });
    return { statusCode: 200, body: JSON.stringify({ status: answer.status, body: await answer.json() }) };
  }
  const answer = await fetch(process.env.AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=' + key + '/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z', 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target + operation,
    },
    body: input,
  });
  return { statusCode: 200, body: JSON.stringify({ status: answer.status, body: await answer.json() }) };
};`;

let small: SmallCloud;
const calls: EngineCall[] = [];
beforeAll(async () => {
  small = await startSmallCloud({ handlers: { Open: caller } });
  small.cloud.onEngineCall((call) => calls.push(call));
});
afterAll(() => small.close());

async function send(operation: string, input: object, more: Record<string, string> = {}) {
  const query = new URLSearchParams({ operation, input: JSON.stringify(input), ...more });
  const response = await small.fetch(`/open?${query}`);
  return (await response.json()) as { status: number; body: Record<string, string> };
}

describe('the local AWS endpoint', () => {
  const table = 'arn:aws:dynamodb:eu-west-1:000000000000:table/things';

  it('passes on what the role grants, and tells of the call', async () => {
    const answer = await send('PutItem', { TableName: 'things', Item: { pk: { S: '1' } } });

    expect(answer).toEqual({ status: 200, body: {} });
    const access = { action: 'dynamodb:PutItem', resource: table };
    expect(calls.at(-1)).toEqual({ functionName: 'Open', ...access, status: 200, accesses: [access] });
  });

  it('tells what the engine refuses', async () => {
    await send('PutItem', {
      TableName: 'things',
      Item: { pk: { S: '1' } },
      ConditionExpression: 'attribute_not_exists(pk)',
    });

    expect(calls.at(-1)).toMatchObject({ status: 400, error: 'ConditionalCheckFailedException' });
  });

  it('refuses a function what its role does not grant of API Gateway', async () => {
    const { status, body } = await send('', {}, { service: 'apigateway', rest: '/apikeys?limit=1' });

    expect({ status, message: body.message }).toEqual({
      status: 403,
      message: expect.stringContaining('is not authorized to perform: apigateway:GET on resource'),
    });
    expect(calls.at(-1)).toMatchObject({
      functionName: 'Open',
      action: 'apigateway:GET',
      resource: 'arn:aws:apigateway:eu-west-1::/apikeys',
      error: 'AccessDeniedException',
    });
  });

  it('knows no more of API Gateway than keys and plans', async () => {
    expect(await send('', {}, { service: 'apigateway', rest: '/restapis' })).toMatchObject({
      status: 400,
      body: { message: 'The local cloud does not know the operation GET /restapis.' },
    });
  });

  it.each([
    ['another action', 'GetItem', { TableName: 'things', Key: { pk: { S: '1' } } }, 'dynamodb:GetItem', table],
    [
      'another table',
      'PutItem',
      { TableName: 'other', Item: {} },
      'dynamodb:PutItem',
      table.replace('things', 'other'),
    ],
    ['an index', 'Query', { TableName: 'things', IndexName: 'by' }, 'dynamodb:Query', `${table}/index/by`],
    [
      'a part of a transaction',
      'TransactWriteItems',
      { TransactItems: [{ Put: { TableName: 'things' } }, { Delete: { TableName: 'things' } }] },
      'dynamodb:DeleteItem',
      table,
    ],
  ])('fails %s that the role does not grant, in the words of AWS', async (_, operation, input, action, resource) => {
    const { status, body } = await send(operation, input);

    expect(status).toBe(400);
    expect(body).toEqual({
      __type: 'com.amazon.coral.service#AccessDeniedException',
      message: `User: arn:aws:sts::000000000000:assumed-role/small-OpenRole/Open is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    });
    expect(calls.at(-1)).toMatchObject({ status: 400, error: 'AccessDeniedException', resource });
  });

  it('fails an access key that is no function', async () => {
    const { body } = await send('PutItem', {}, { key: 'AKIASOMEONE' });

    expect(body.__type).toMatch(/#UnrecognizedClientException$/);
  });

  it.each([
    ['an operation', { operation: 'ExecuteStatement' }],
    ['a service', { operation: 'Publish', target: 'AmazonSNS.' }],
  ])('fails %s that the local cloud does not know', async (_, { operation, ...more }) => {
    const { body } = await send(operation, {}, more);

    expect(body.message).toMatch(/^The local cloud does not know the operation /);
  });
});

describe('the accesses of a request', () => {
  const access = (operation: string, input: object) =>
    dynamodbAccess(operation, { ...input }, (name) => name)?.map(({ action, resource }) => `${action} ${resource}`);

  it.each([
    ['UpdateItem', { TableName: 't' }, ['dynamodb:UpdateItem t']],
    ['Query', { TableName: 't' }, ['dynamodb:Query t']],
    ['Scan', { TableName: 't', IndexName: 'i' }, ['dynamodb:Scan t/index/i']],
    ['BatchGetItem', { RequestItems: { a: {}, b: {} } }, ['dynamodb:BatchGetItem a', 'dynamodb:BatchGetItem b']],
    ['TransactGetItems', { TransactItems: [{ Get: { TableName: 't' } }] }, ['dynamodb:GetItem t']],
    [
      'TransactWriteItems',
      { TransactItems: [{ ConditionCheck: { TableName: 't' } }] },
      ['dynamodb:ConditionCheckItem t'],
    ],
    ['CreateTable', { TableName: 't' }, undefined],
  ])('of %s are those that AWS checks', (operation, input, expected) => {
    expect(access(operation, input)).toEqual(expected);
  });

  it('lets a function deploy nothing', async () => {
    const answer = await small.fetch(`/open?${new URLSearchParams({ service: 'cloudformation' })}`);

    expect(await answer.json()).toMatchObject({
      status: 403,
      body: { message: 'The local cloud answers cloudformation to its operator alone.' },
    });
  });
});
