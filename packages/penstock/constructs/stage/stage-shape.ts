import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { referencePages } from '../../contract/reference/endpoints.ts';
import { planName, tenantName } from '../../contract/tenant-keys.ts';
import { flag, list, object, oneOf, record, type Shape, text, whole } from './shape.ts';

const planOrEvery = /^([a-z][A-Za-z0-9-]{0,19}|\*)$/;
const functionOrEvery = /^([a-z][A-Za-z0-9]{0,40}|\*)$/;
const hostName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const regionNames: readonly string[] = RegionInfo.regions.map(({ name }) => name);
const isRegion = new RegExp(`^(${regionNames.join('|')})$`);
const retentions = Object.values(RetentionDays).filter((days) => typeof days === 'number' && days < 9999);

const region: Shape = text(isRegion, {
  expected: 'the name of an AWS region, such as eu-west-1',
  fix: 'take a name from the AWS General Reference, "Service endpoints"',
});

const url: Shape = text(/^https?:\/\/[^\s/?#]+([^\s?#]*[^\s/?#])?$/, {
  expected: 'a URL without a query, a fragment or a slash at the end',
  fix: 'copy it from the issuer, e.g. from /.well-known/openid-configuration',
});

const providerUrl: Shape = text(/^https?:\/\/[^\s/?#]+([^\s?#]*[^\s/?#])?$/, {
  expected: 'a URL without a query, a fragment or a slash at the end',
  fix: 'write the address below which the provider has what functions call',
});

const host: Shape = text(hostName, { expected: 'a host name in lower case', fix: 'write it without scheme and path' });

const claimName: Shape = text(/^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/, {
  expected: 'the name of a claim at the top of a token',
  fix: "write what your issuer calls it, such as scopes: 'permissions'",
});

const throttle: Shape = object({
  rate: whole(1, 1_000_000, 'write requests per second'),
  burst: whole(1, 1_000_000, 'write requests at once'),
});

const plan: Shape = object(
  { rate: whole(1, 1_000_000, 'write requests per second'), burst: whole(1, 1_000_000, 'write requests at once') },
  {
    quota: object({
      limit: whole(1, 1_000_000_000, 'write requests per period'),
      period: oneOf(['DAY', 'WEEK', 'MONTH'], 'choose one'),
    }),
  },
);

const byOperation = (of: Shape): Shape =>
  record(functionOrEvery, of, {
    expected: 'an object by operationId',
    fix: 'write { operationId: ... } with names of the contract',
  });

const domain: Shape = object(
  {
    name: host,
    hostedZone: object({
      id: text(/^Z[A-Z0-9]{1,31}$/, { expected: 'a hosted zone id such as Z0123456789', fix: 'copy it from Route 53' }),
      name: host,
    }),
  },
  {
    certificates: record(
      isRegion,
      text(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/, {
        expected: 'the ARN of an ACM certificate',
        fix: 'copy it from Certificate Manager, or leave it out: one is then made and validated',
      }),
      { expected: 'certificate ARNs by region', fix: 'write { "eu-west-1": "arn:aws:acm:..." }' },
    ),
  },
);

const network: Shape = object({
  vpcId: text(/^vpc-[0-9a-f]{8,17}$/, { expected: 'the id of a VPC such as vpc-0123456789abcdef0', fix: 'copy it' }),
  cidr: text(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/, {
    expected: 'the IPv4 CIDR block of the VPC',
    fix: 'copy it: callers within it are let in',
  }),
  subnets: record(
    /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/,
    text(/^subnet-[0-9a-f]{8,17}$/, { expected: 'the id of a subnet', fix: 'copy it' }),
    { expected: 'ids of subnets by availability zone', fix: "write { 'eu-west-1a': 'subnet-...' }" },
  ),
});

const grpc: Shape = object(
  { domain },
  {
    networks: record(isRegion, network, {
      expected: 'networks by region',
      fix: "write { 'eu-west-1': { vpcId, ... } }",
    }),
    image: text(/^\S{1,512}$/, { expected: 'an image, by tag or digest', fix: 'copy its name from its registry' }),
    tasks: object({ min: whole(1, 1000, 'write tasks'), max: whole(1, 1000, 'write tasks') }),
  },
);

/** What a stage may hold, value by value. What values mean to one another is in `stage-checks.ts`. */
export const stageShape: Shape = object(
  {
    name: text(/^[a-z][a-z0-9-]{0,15}$/, {
      expected: 'at most 16 lower-case letters, digits and hyphens, a letter first',
      fix: 'shorten it: it is part of every resource name',
    }),
    regions: list(region, { expected: 'at least one region', fix: "write regions: ['eu-west-1']" }),
    token: object(
      {
        issuer: url,
        audience: text(/^\S{1,256}$/, {
          expected: '1 to 256 characters without a space',
          fix: 'write the `aud` claim of your tokens',
        }),
      },
      {
        jwksUri: url,
        audienceRequired: flag('write false for an issuer whose tokens have no `aud`, such as Cognito'),
        claims: object({}, { tenant: claimName, plan: claimName, scopes: claimName }),
        defaultPlan: text(planName, { expected: 'the name of a plan', fix: 'write a plan of the contract' }),
      },
    ),
    accountConcurrency: whole(10, 1_000_000, 'read it in Service Quotas: Lambda, "Concurrent executions"'),
    logRetentionDays: oneOf(retentions, 'choose a retention that CloudWatch Logs knows'),
    logLevel: oneOf(['DEBUG', 'INFO', 'WARN', 'ERROR'], 'choose one'),
    removal: oneOf(['retain', 'destroy'], 'choose what happens to data when a stack is deleted'),
    deletionProtection: flag('choose whether the table refuses to be deleted'),
    gatewayLogRole: oneOf(['managed', 'existing'], 'choose whether this stage registers the log role of API Gateway'),
    providers: record(/^[a-z][A-Za-z0-9]{0,40}$/, providerUrl, {
      expected: 'URLs by provider',
      fix: "write providers: { name: 'https://...' } with the names of the contexts",
    }),
  },
  {
    local: flag('leave it out unless the stage runs on the local cloud'),
    tenants: record(
      tenantName,
      text(planName, { expected: 'the name of a plan', fix: 'write a plan of the contract' }),
      {
        expected: 'plans by tenant; a tenant is at most 60 lower-case letters, digits, "-" and "_"',
        fix: "write tenants: { acme: 'free' }",
      },
    ),
    account: text(/^\d{12}$/, { expected: 'the twelve digits of an account', fix: 'copy them, in quotes' }),
    reserveConcurrency: flag('choose whether functions reserve their concurrency'),
    allowPrivateWebhooks: flag('leave it out unless the stage runs on the local cloud'),
    apiResources: whole(1, 100_000, 'read it in Service Quotas: API Gateway, "Resources per API"'),
    functionStacks: list(
      text(/^([a-z][A-Za-z0-9]*|\*)$/, { expected: 'the name of a context, or *', fix: 'copy it' }),
      {
        expected: 'names of contexts, or *',
        fix: "write ['*'] for a stack of every context, or leave it out",
      },
    ),
    exampleAnswers: flag('leave it out where every operation is written'),
    checkAnswers: flag('leave it out where cold starts count'),
    refuseAfterSunset: flag('choose whether deprecated operations are refused after their sunset'),
    graph: object({}, { introspection: flag('write true or false'), trustedOnly: flag('write true or false') }),
    reference: object({}, Object.fromEntries(referencePages.map((page) => [page, flag('write true or false')]))),
    cors: object({
      origins: list(text(/^\S+$/, { expected: 'an origin', fix: 'write scheme, host and port' }), {
        expected: 'at least one origin',
        fix: "write origins: ['http://localhost:5173'], or leave cors out",
      }),
    }),
    consistency: oneOf(['strong', 'eventual'], 'choose what reads and conditions see across regions'),
    witness: region,
    alarmTopic: text(/^[A-Za-z0-9_-]{1,256}$/, {
      expected: 'the name of a standard SNS topic: 1 to 256 letters, digits, "-" and "_"',
      fix: 'write the name alone, without the ARN, of a topic that is in every region of the stage',
    }),
    firewall: object(
      { windowSeconds: oneOf([60, 120, 300, 600], 'choose a window that WAF knows') },
      { requestsPerAddress: whole(10, 2_000_000_000, 'write requests in the window') },
    ),
    domain,
    grpc,
    throttle: byOperation(throttle),
    plans: record(planOrEvery, plan, { expected: 'plans by name', fix: 'write { name: { rate, burst, quota } }' }),
    concurrency: byOperation(whole(1, 100_000, 'write concurrent executions')),
  },
);
