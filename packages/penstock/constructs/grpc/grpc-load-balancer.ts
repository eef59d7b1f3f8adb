import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationProtocolVersion,
  type ApplicationTargetGroup,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Duration, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Domain } from '../stage/stage.ts';
import type { GrpcNetwork } from './grpc-network.ts';
import { grpcPort } from './grpc-task.ts';

/** Where the load balancer listens. */
const httpsPort = 443;

export interface GrpcLoadBalancerProps {
  readonly name: string;
  readonly network: GrpcNetwork;
  readonly service: FargateService;
  readonly domain: Domain;
  /** What it is called in this region. */
  readonly host: string;
  /** The longest that a stream may have nothing to say. */
  readonly idleTimeout: Duration;
  readonly deletionProtection: boolean;
}

/**
 * TLS in front of the tasks, by a name of one's own, for callers inside the network.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export class GrpcLoadBalancer extends Construct {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly targets: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, props: GrpcLoadBalancerProps) {
    super(scope, id);
    const { network, service, domain, host } = props;
    this.loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc: network.vpc,
      vpcSubnets: { subnets: [...network.subnets] },
      internetFacing: false,
      securityGroup: network.openAt('LoadBalancerAccess', httpsPort),
      dropInvalidHeaderFields: true,
      idleTimeout: props.idleTimeout,
      deletionProtection: props.deletionProtection,
    });
    acknowledgeNoAccessLog(this.loadBalancer);
    const listener = this.loadBalancer.addListener('Https', {
      port: httpsPort,
      protocol: ApplicationProtocol.HTTPS,
      sslPolicy: SslPolicy.RECOMMENDED_TLS,
      certificates: [this.#certificate(domain, host)],
      open: false,
    });
    this.targets = listener.addTargets('Tasks', {
      port: grpcPort,
      protocol: ApplicationProtocol.HTTP,
      protocolVersion: ApplicationProtocolVersion.GRPC,
      targets: [service],
      deregistrationDelay: Duration.seconds(60),
      healthCheck: {
        path: '/grpc.health.v1.Health/Check',
        healthyGrpcCodes: '0',
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 2,
      },
    });
    const target = RecordTarget.fromAlias(new LoadBalancerTarget(this.loadBalancer));
    new ARecord(this, 'Record', { zone: this.#zone(domain), recordName: `${host}.`, target });
  }

  #zone({ hostedZone: { id, name } }: Domain) {
    return HostedZone.fromHostedZoneAttributes(this, `Zone-${this.node.children.length}`, {
      hostedZoneId: id,
      zoneName: name,
    });
  }

  #certificate(domain: Domain, host: string): ICertificate {
    const given = domain.certificates?.[Stack.of(this).region];
    if (given !== undefined) return Certificate.fromCertificateArn(this, 'Certificate', given);
    const validation = CertificateValidation.fromDns(this.#zone(domain));
    return new Certificate(this, 'Certificate', { domainName: host, validation });
  }
}

const acknowledgeNoAccessLog = (loadBalancer: ApplicationLoadBalancer): void =>
  Validations.of(loadBalancer).acknowledge({
    id: 'AwsSolutions::AwsSolutions-ELB2',
    reason: 'Every call is logged by the task that answers it, with its tenant; what no task answers is an alarm.',
  });
