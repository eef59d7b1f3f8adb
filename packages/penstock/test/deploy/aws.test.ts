import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssemblyStack } from '../../deploy/assembly.ts';
import { cloudOf } from '../../deploy/aws.ts';

/** What AWS answers: by the action of a call, as its protocols write it. */
type Answers = Record<string, readonly [status: number, body: string]>;

const xml = (action: string, result: string) =>
  `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
const refusal = (code: string, message: string) =>
  `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
const caller = { GetCallerIdentity: [200, xml('GetCallerIdentity', '<Account>123456789012</Account>')] } as const;
const role = {
  AssumeRole: [
    200,
    xml(
      'AssumeRole',
      '<Credentials><AccessKeyId>LOOKUP</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2036-01-01T00:00:00Z</Expiration></Credentials>',
    ),
  ],
} as const;

let server: Server;
let answers: Answers;
/** Each call, with the key that signed it. */
let calls: string[];
const environment = { ...process.env };

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const target = String(request.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1);
      const action = target || new URLSearchParams(body).get('Action') || `${request.method} ${request.url}`;
      const [, key = '', region = ''] =
        /Credential=(\w+)\/\d+\/([\w-]+)/.exec(request.headers.authorization ?? '') ?? [];
      calls.push(`${action} in ${region} by ${key}: ${new URLSearchParams(body).get('RoleArn') ?? ''}`);
      const [status, text] = answers[action] ?? [400, '{"__type":"UnknownOperationException"}'];
      response
        .writeHead(status, { 'content-type': text.startsWith('<') ? 'text/xml' : 'application/x-amz-json-1.0' })
        .end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'OWN', AWS_SECRET_ACCESS_KEY: 's' });
});
afterAll(() => {
  process.env = environment;
  server.close();
});
beforeEach(() => {
  answers = { ...caller, ...role };
  calls = [];
});

const stack = (region: string, lookupRole: string | undefined): AssemblyStack => ({
  name: `api-${region}`,
  region,
  template: {},
  after: [],
  bootstrap: { version: 6, parameter: '/cdk-bootstrap/hnb659fds/version' },
  lookupRole,
});
const lookup =
  'arn:$' +
  '{AWS::Partition}:iam::$' +
  '{AWS::AccountId}:role/cdk-hnb659fds-lookup-role-$' +
  '{AWS::AccountId}-eu-west-2';
const region = (own: string | null = lookup) =>
  cloudOf([stack('eu-west-1', undefined), stack('eu-west-2', own ?? undefined)]).in('eu-west-2');

describe('AWS, as a deployment reads it', () => {
  it('is asked by the lookup role of the region', async () => {
    answers.GetParameter = [200, '{"Parameter":{"Name":"/version","Value":"30"}}'];

    expect(await region().parameter('/version')).toBe('30');
    expect(calls).toEqual([
      'GetCallerIdentity in eu-west-1 by OWN: ',
      'AssumeRole in eu-west-2 by OWN: arn:aws:iam::123456789012:role/cdk-hnb659fds-lookup-role-123456789012-eu-west-2',
      'GetParameter in eu-west-2 by LOOKUP: ',
    ]);
  });

  it('is asked by the credentials themselves, where they may not assume it or there is none', async () => {
    answers.GetParameter = [200, '{"Parameter":{"Value":"30"}}'];
    answers.AssumeRole = [403, refusal('AccessDenied', 'no right')];

    expect(await region().parameter('/version')).toBe('30');
    expect(await region(null).parameter('/version')).toBe('30');
    expect(calls.filter((call) => call.startsWith('GetParameter'))).toEqual(
      Array(2).fill('GetParameter in eu-west-2 by OWN: '),
    );
  });

  it('tells the quota, and what of it nobody reserves', async () => {
    answers['GET /2016-08-19/account-settings'] = [
      200,
      '{"AccountLimit":{"ConcurrentExecutions":10,"UnreservedConcurrentExecutions":7}}',
    ];

    expect(await region().concurrency()).toEqual({ quota: 10, unreserved: 7 });
  });

  it('tells a stack with its template', async () => {
    const member =
      '<StackName>s</StackName><CreationTime>2026-11-29T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><EnableTerminationProtection>true</EnableTerminationProtection>';
    answers.DescribeStacks = [200, xml('DescribeStacks', `<Stacks><member>${member}</member></Stacks>`)];
    answers.GetTemplate = [
      200,
      xml('GetTemplate', '<TemplateBody>{"Resources":{"Fn":{"Type":"A&amp;B"}}}</TemplateBody>'),
    ];

    expect(await region().stack('s')).toEqual({ status: 'CREATE_COMPLETE', terminationProtection: true });
    expect(await region().template('s')).toEqual({ Resources: { Fn: { Type: 'A&B' } } });
  });

  it('tells a resource, and the ARN of a secret', async () => {
    answers.GetResource = [
      200,
      '{"ResourceDescription":{"Identifier":"Z1","Properties":"{\\"Name\\":\\"acme.dev.\\"}"}}',
    ];
    answers.DescribeSecret = [200, '{"ARN":"arn:aws:secretsmanager:eu-west-2:123456789012:secret:s-AbCdEf"}'];

    expect(await region().resource('AWS::Route53::HostedZone', 'Z1')).toEqual({ Name: 'acme.dev.' });
    expect(await region().secretArn('s')).toMatch(/s-AbCdEf$/);
  });

  it('has nothing where AWS says that there is none', async () => {
    answers.GetParameter = [400, '{"__type":"ParameterNotFound"}'];
    answers.GetResource = [400, '{"__type":"ResourceNotFoundException"}'];
    answers.DescribeSecret = [400, '{"__type":"ResourceNotFoundException"}'];
    answers.DescribeStacks = [400, refusal('ValidationError', 'Stack with id s does not exist')];
    answers.GetTemplate = answers.DescribeStacks;
    const { parameter, resource, secretArn, stack: stackOf, template } = region();

    expect(
      await Promise.all([parameter('p'), resource('T', 'i'), secretArn('s'), stackOf('s'), template('s')]),
    ).toEqual(Array(5).fill(undefined));
  });

  it('fails with what AWS refuses', async () => {
    answers.GetResource = [400, '{"__type":"AccessDeniedException","message":"no right"}'];

    await expect(region().resource('AWS::SNS::Topic', 'arn')).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: {},
    });
  });
});
