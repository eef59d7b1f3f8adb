import { describe, expect, it } from '@jest/globals';
import { resourcesOf } from 'penstock-rules/template/resources';
import type { Domain } from '../../constructs/stage/stage.ts';
import { asObject } from '../../contract/json.ts';
import { only, stackOf, stageLike, synthesize } from './synthesized.ts';

const domain: Domain = { name: 'api.example.com', hostedZone: { id: 'Z0123456789ABC', name: 'example.com' } };
const certificate = 'arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef';
const apiOf = (stage: 'dev' | 'prod', changes: Partial<Domain> = {}) =>
  stackOf(synthesize(stageLike(stage, { domain: { ...domain, ...changes } })), `parcels-${stage}-api-eu-west-1`);

describe('a domain', () => {
  const stack = apiOf('dev');

  it('is regional and speaks TLS 1.2 or newer, as its API does', () => {
    const tls = { SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', EndpointAccessMode: 'STRICT' };

    expect(only(stack, 'AWS::ApiGateway::RestApi')).toMatchObject(tls);
    expect(only(stack, 'AWS::ApiGateway::DomainName')).toMatchObject({
      DomainName: 'api.example.com',
      EndpointConfiguration: { Types: ['REGIONAL'] },
      ...tls,
    });
  });

  it('takes the place of the address that the gateway gives', () => {
    expect(only(stack, 'AWS::ApiGateway::RestApi').DisableExecuteApiEndpoint).toBe(true);
    expect(asObject(stack.template.Outputs).ApiUrl).toEqual({ Value: 'https://api.example.com' });
  });

  it('gets a certificate that is validated through its hosted zone', () => {
    expect(only(stack, 'AWS::CertificateManager::Certificate')).toMatchObject({
      DomainName: 'api.example.com',
      DomainValidationOptions: [{ DomainName: 'api.example.com', HostedZoneId: 'Z0123456789ABC' }],
    });
  });

  it('uses the certificate that the stage names', () => {
    const given = apiOf('dev', { certificates: { 'eu-west-1': certificate } });

    expect(resourcesOf(given, 'AWS::CertificateManager::Certificate')).toEqual([]);
    expect(only(given, 'AWS::ApiGateway::DomainName').RegionalCertificateArn).toBe(certificate);
  });

  it('has one record in a stage with one region', () => {
    const record = only(stack, 'AWS::Route53::RecordSet');

    expect(record).toMatchObject({ Name: 'api.example.com.', Type: 'A', HostedZoneId: 'Z0123456789ABC' });
    expect(record).not.toHaveProperty('Region');
  });

  it('has a record a region, by latency, in a stage with several', () => {
    expect(only(apiOf('prod'), 'AWS::Route53::RecordSet')).toMatchObject({
      Region: 'eu-west-1',
      SetIdentifier: 'eu-west-1',
    });
  });
});
