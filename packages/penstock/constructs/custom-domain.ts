import {
  CfnDomainName,
  DomainName,
  EndpointAccessMode,
  EndpointType,
  IpAddressType,
  type IRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { AaaaRecord, ARecord, HostedZone, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { originName, regionalName } from './stacks/edge-names.ts';
import type { Domain } from './stage/stage.ts';
import { tlsPolicy } from './tls-policy.ts';

export interface CustomDomainProps {
  readonly api: IRestApi;
  readonly domain: Domain;
  /** The stage has other regions behind the same name: its edge stack has the records that choose among them. */
  readonly isOneOfSeveral: boolean;
}

/** The API under a name of one's own: TLS 1.2 or newer, by IPv4 and IPv6, and nothing that has to be looked up at synth. */
export class CustomDomain extends Construct {
  /** The region's own host: what the name's records lead to. */
  readonly regionalHost: string;
  readonly #zone: IHostedZone;

  constructor(scope: Construct, id: string, { api, domain, isOneOfSeveral }: CustomDomainProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    this.#zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: domain.hostedZone.id,
      zoneName: domain.hostedZone.name,
    });
    const ofRegion = isOneOfSeveral ? [regionalName(domain, region)] : [];
    const certificate = this.#certificate(domain, region, ofRegion);
    const name = this.#name('Name', domain.name, api, certificate);
    this.regionalHost = name.domainNameAliasDomainName;
    this.#records('Record', isOneOfSeveral ? originName(domain, region) : domain.name, name);
    for (const one of ofRegion) {
      this.#records('RegionalRecord', one, this.#name('RegionalName', one, api, certificate));
    }
  }

  #name(id: string, domainName: string, mapping: IRestApi, certificate: ICertificate): DomainName {
    const name = new DomainName(this, id, {
      domainName,
      certificate,
      endpointType: EndpointType.REGIONAL,
      securityPolicy: tlsPolicy,
      endpointAccessMode: EndpointAccessMode.STRICT,
      mapping,
    });
    const { defaultChild } = name.node;
    if (!(defaultChild instanceof CfnDomainName)) throw new Error('A DomainName without its resource');
    defaultChild.endpointConfiguration = { types: [EndpointType.REGIONAL], ipAddressType: IpAddressType.DUAL_STACK };
    return name;
  }

  #records(id: string, recordName: string, name: DomainName): void {
    const gateway = new ApiGatewayDomain(name);
    // Where API Gateway itself is down in the region, Route 53 knows it before any health check fails.
    const target = RecordTarget.fromAlias({ bind: (one) => ({ ...gateway.bind(one), evaluateTargetHealth: true }) });
    const props = { zone: this.#zone, recordName, target };
    new ARecord(this, id, props);
    new AaaaRecord(this, `${id}6`, props);
  }

  #certificate(
    { name, certificates }: Domain,
    region: string,
    subjectAlternativeNames: readonly string[],
  ): ICertificate {
    const arn = certificates?.[region];
    if (arn !== undefined) return Certificate.fromCertificateArn(this, 'Certificate', arn);
    return new Certificate(this, 'Certificate', {
      domainName: name,
      subjectAlternativeNames: [...subjectAlternativeNames],
      validation: CertificateValidation.fromDns(this.#zone),
    });
  }
}
