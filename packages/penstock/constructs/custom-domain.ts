import { DomainName, EndpointAccessMode, EndpointType, type IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Domain } from './stage/stage.ts';
import { tlsPolicy } from './tls-policy.ts';

export interface CustomDomainProps {
  readonly api: IRestApi;
  readonly domain: Domain;
  /** Answers from the nearest of several regions; a lone region needs no routing. */
  readonly byLatency: boolean;
}

/** The API under a name of one's own: TLS 1.2 or newer, and nothing that has to be looked up at synth. */
export class CustomDomain extends Construct {
  constructor(scope: Construct, id: string, { api, domain, byLatency }: CustomDomainProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: domain.hostedZone.id,
      zoneName: domain.hostedZone.name,
    });
    const name = new DomainName(this, 'Name', {
      domainName: domain.name,
      certificate: this.#certificate(domain, region, zone),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: tlsPolicy,
      endpointAccessMode: EndpointAccessMode.STRICT,
      mapping: api,
    });
    new ARecord(this, 'Record', {
      zone,
      recordName: domain.name,
      target: RecordTarget.fromAlias(new ApiGatewayDomain(name)),
      ...(byLatency ? { region, setIdentifier: region } : {}),
    });
  }

  #certificate({ name, certificates }: Domain, region: string, zone: IHostedZone): ICertificate {
    const arn = certificates?.[region];
    if (arn !== undefined) return Certificate.fromCertificateArn(this, 'Certificate', arn);
    return new Certificate(this, 'Certificate', {
      domainName: name,
      validation: CertificateValidation.fromDns(zone),
    });
  }
}
