import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SynthesizedStack } from 'penstock-rules/rule';
import { referenced, resourcesOf } from 'penstock-rules/template/resources';
import { evacuationBucketName, guardedBy, guardianOf } from '../../constructs/stacks/edge-names.ts';
import { asArray, asObject, type JsonObject } from '../../contract/json.ts';
import { only, stackOf, stageLike, synthesize } from './synthesized.ts';

const zone = 'Z0123456789ABC';
const stage = stageLike('prod', { domain: { name: 'api.acme.dev', hostedZone: { id: zone, name: 'acme.dev' } } });
const { regions } = stage;
const guardians = { 'eu-west-1': 'eu-west-2', 'eu-west-2': 'eu-central-1', 'eu-central-1': 'eu-west-1' } as const;
const each = Object.entries(guardians);

let stacks: readonly SynthesizedStack[];
let edge: SynthesizedStack;
beforeAll(() => {
  stacks = synthesize(stage);
  edge = stackOf(stacks, 'parcels-prod-edge');
});

const checks = (): ReadonlyMap<string, JsonObject> =>
  new Map(
    resourcesOf(edge, 'AWS::Route53::HealthCheck').map(({ logicalId, properties }) => [
      logicalId,
      asObject(properties.HealthCheckConfig),
    ]),
  );
/** The name of a bucket in a template, where the account is not known yet. */
const bucketIn = (guardian: string, before = '', after = '') => {
  const [start] = evacuationBucketName(stage, guardian, '|').split('|');
  return { 'Fn::Join': ['', [`${before}${start}`, { Ref: 'AWS::AccountId' }, ...(after === '' ? [] : [after])]] };
};
const recordsOf = (stack: SynthesizedStack, name: string) =>
  resourcesOf(stack, 'AWS::Route53::RecordSet')
    .map(({ properties }) => properties)
    .filter(({ Name }) => Name === `${name}.`);

/** The health check by which the latency records of a region stand and fall. */
const servesOf = (region: string) => {
  const [record = {}] = recordsOf(edge, 'api.acme.dev').filter(({ Region }) => Region === region);
  const id = String(asArray(asObject(record.HealthCheckId)['Fn::GetAtt'])[0] ?? referenced(record.HealthCheckId));
  return { id, config: checks().get(id) ?? {} };
};
const childrenOf = (region: string) =>
  asArray(servesOf(region).config.ChildHealthChecks).map((child) =>
    asObject(checks().get(String(asArray(asObject(child)['Fn::GetAtt'])[0]))),
  );

describe('the records of a domain with several regions', () => {
  it.each(
    regions.flatMap(
      (region) =>
        [
          [region, 'A'],
          [region, 'AAAA'],
        ] as const,
    ),
  )('lead to %s by %s where it is nearest, while it is healthy', (region, Type) => {
    const [record, ...others] = recordsOf(edge, 'api.acme.dev').filter(
      (one) => one.Type === Type && one.SetIdentifier === region,
    );

    expect(others).toEqual([]);
    expect(record).toMatchObject({
      HostedZoneId: zone,
      Region: region,
      HealthCheckId: { 'Fn::GetAtt': [servesOf(region).id, 'HealthCheckId'] },
      AliasTarget: {
        DNSName: `origin-${region}.api.acme.dev.`,
        HostedZoneId: zone,
        EvaluateTargetHealth: true,
      },
    });
  });

  it.each(regions)('have their targets in %s: the host of the common name, and of the regional one', (region) => {
    const api = stackOf(stacks, `parcels-prod-api-${region}`);
    const hosts = resourcesOf(api, 'AWS::ApiGateway::DomainName');
    const hostOf = (name: string) => hosts.find(({ properties }) => properties.DomainName === name)?.logicalId;

    expect(recordsOf(api, 'api.acme.dev')).toEqual([]);
    for (const [record, name] of [
      [`origin-${region}.api.acme.dev`, 'api.acme.dev'],
      [`${region}.api.acme.dev`, `${region}.api.acme.dev`],
    ] as const) {
      const found = recordsOf(api, record);
      expect(found.map(({ Type }) => Type).toSorted()).toEqual(['A', 'AAAA']);
      for (const { AliasTarget } of found)
        expect(AliasTarget).toEqual({
          DNSName: { 'Fn::GetAtt': [hostOf(name), 'RegionalDomainName'] },
          HostedZoneId: { 'Fn::GetAtt': [hostOf(name), 'RegionalHostedZoneId'] },
          EvaluateTargetHealth: true,
        });
    }
  });

  it('have hosts that answer by IPv6 too, with one certificate for both names', () => {
    const api = stackOf(stacks, 'parcels-prod-api-eu-west-2');

    for (const { properties } of resourcesOf(api, 'AWS::ApiGateway::DomainName'))
      expect(properties.EndpointConfiguration).toEqual({ Types: ['REGIONAL'], IpAddressType: 'dualstack' });
    expect(only(api, 'AWS::ApiGateway::RestApi')).toMatchObject({
      DisableExecuteApiEndpoint: true,
      EndpointConfiguration: { Types: ['REGIONAL'], IpAddressType: 'dualstack' },
    });
    expect(only(api, 'AWS::CertificateManager::Certificate')).toMatchObject({
      DomainName: 'api.acme.dev',
      SubjectAlternativeNames: ['eu-west-2.api.acme.dev'],
    });
  });

  it('come last: they are aliases of records that each region has made', () => {
    expect(stacks.map(({ name }) => name).at(-1)).toBe('parcels-prod-edge');
  });
});

describe('a region is in service', () => {
  it.each(each)('while %s answers and %s does not say that it is evacuated', (region, guardian) => {
    expect(servesOf(region).config).toMatchObject({ Type: 'CALCULATED', HealthThreshold: 2 });
    expect(childrenOf(region)).toEqual([
      {
        Type: 'HTTPS',
        FullyQualifiedDomainName: `${region}.api.acme.dev`,
        Port: 443,
        ResourcePath: '/health',
        EnableSNI: true,
        RequestInterval: 30,
        FailureThreshold: 3,
      },
      {
        Type: 'HTTPS',
        FullyQualifiedDomainName: bucketIn(guardian, '', `.s3.${guardian}.amazonaws.com`),
        Port: 443,
        ResourcePath: `/evacuated/${region}`,
        EnableSNI: true,
        RequestInterval: 30,
        FailureThreshold: 1,
        Inverted: true,
      },
    ]);
  });

  it.each(each)('%s has a bucket in %s that is not public, and that health checkers alone may read', (region, home) => {
    const api = stackOf(stacks, `parcels-prod-api-${home}`);
    const { Statement } = asObject(only(api, 'AWS::S3::BucketPolicy').PolicyDocument);
    const [allowed, ...others] = asArray(Statement)
      .map(asObject)
      .filter(({ Effect }) => Effect === 'Allow');

    expect(only(api, 'AWS::S3::Bucket')).toMatchObject({
      BucketName: bucketIn(home),
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(others).toEqual([]);
    expect(allowed).toMatchObject({
      Action: 's3:GetObject',
      Principal: { AWS: '*' },
      Condition: { IpAddress: { 'aws:SourceIp': expect.arrayContaining(['15.177.0.0/18']) } },
    });
    expect(JSON.stringify(allowed?.Resource)).toContain(`/evacuated/${region}"`);
  });
});

describe('the alarm of a region', () => {
  it.each(regions)('of %s rings where its metric is, and tells the topic there', (region) => {
    const alarm = only(
      edge,
      'AWS::CloudWatch::Alarm',
      ({ properties }) => properties.AlarmName === `parcels-prod-${region}-out-of-service`,
    );

    expect(edge.region).toBe('us-east-1');
    expect(alarm).toMatchObject({
      Namespace: 'AWS/Route53',
      MetricName: 'HealthCheckStatus',
      Dimensions: [{ Name: 'HealthCheckId', Value: { 'Fn::GetAtt': [servesOf(region).id, 'HealthCheckId'] } }],
      Statistic: 'Minimum',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      Period: 60,
    });
    for (const actions of [alarm.AlarmActions, alarm.OKActions])
      expect(JSON.stringify(actions)).toMatch(/:sns:us-east-1:.*:penstock-alarms/);
  });
});

describe('names at the edge', () => {
  it.each([2, 3, 5])('each of %d regions is guarded by another one, and guards one', (count) => {
    const some = ['a', 'b', 'c', 'd', 'e'].slice(0, count);
    const guards = some.map((region) => guardianOf({ regions: some }, region));

    expect(guards.toSorted()).toEqual(some);
    for (const region of some) {
      expect(guardianOf({ regions: some }, region)).not.toBe(region);
      expect(guardedBy({ regions: some }, guardianOf({ regions: some }, region))).toBe(region);
    }
  });

  it('of a bucket differ by app, stage, region and account, and are short enough', () => {
    const app = 'a-name-of-an-app-that-is-as-long-';
    const name = evacuationBucketName({ app, name: 'staging-of-teams' }, 'ap-southeast-2', '123456789012');
    const others = [
      evacuationBucketName({ app: 'b', name: 'staging-of-teams' }, 'ap-southeast-2', '123456789012'),
      evacuationBucketName({ app, name: 'prod' }, 'ap-southeast-2', '123456789012'),
      evacuationBucketName({ app, name: 'staging-of-teams' }, 'eu-west-1', '123456789012'),
      evacuationBucketName({ app, name: 'staging-of-teams' }, 'ap-southeast-2', '210987654321'),
    ];

    expect(name).toMatch(/^[a-z0-9-]{3,63}$/);
    expect(new Set([name, ...others]).size).toBe(5);
  });
});
