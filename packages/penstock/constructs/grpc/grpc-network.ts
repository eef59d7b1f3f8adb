import {
  GatewayVpcEndpointAwsService,
  IpAddresses,
  type ISubnet,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
  Subnet,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Network } from '../stage/stage.ts';

/** Of a network that the stack makes. */
const ownCidr = '10.64.0.0/16';

export interface GrpcNetworkProps {
  /** One that is there already. */
  readonly given: Network | undefined;
}

/** Where tasks and their load balancer are: a network of others, by its ids, or one of its own. Nothing is looked up. */
export class GrpcNetwork extends Construct {
  readonly vpc: IVpc;
  readonly subnets: readonly ISubnet[];
  readonly #cidr: string;

  constructor(scope: Construct, id: string, { given }: GrpcNetworkProps) {
    super(scope, id);
    this.#cidr = given?.cidr ?? ownCidr;
    if (given === undefined) {
      this.vpc = this.#own() as IVpc;
      this.subnets = this.vpc.privateSubnets;
      return;
    }
    const { vpcId, subnets } = given;
    const availabilityZones = Object.keys(subnets);
    const attributes = { vpcId, availabilityZones, vpcCidrBlock: given.cidr };
    this.vpc = Vpc.fromVpcAttributes(this, 'Vpc', attributes);
    this.subnets = Object.entries(subnets).map(([availabilityZone, subnetId]) => {
      const subnet = Subnet.fromSubnetAttributes(this, `Subnet-${availabilityZone}`, { subnetId, availabilityZone });
      Validations.of(subnet).acknowledge({
        id: 'Annotation::@aws-cdk/aws-ec2:noSubnetRouteTableId',
        reason: 'Whoever made the subnet has its routes.',
      });
      return subnet;
    });
  }

  /** A security group that lets in what is in the network, at one port. */
  openAt(id: string, port: number): SecurityGroup {
    const description = `gRPC from inside the network, at port ${port}`;
    const group = new SecurityGroup(this, id, { vpc: this.vpc, description, allowAllOutbound: true });
    group.addIngressRule(Peer.ipv4(this.#cidr), Port.tcp(port), 'from the network');
    return group;
  }

  /** Two zones, one NAT gateway for images and issuers; tables and assets are reached without it. */
  #own(): Vpc {
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(ownCidr),
      maxAzs: 2,
      natGateways: 1,
      subnetConfiguration: [
        { name: 'nat', subnetType: SubnetType.PUBLIC, cidrMask: 26, mapPublicIpOnLaunch: false },
        { name: 'tasks', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
      ],
      gatewayEndpoints: {
        tables: { service: GatewayVpcEndpointAwsService.DYNAMODB },
        assets: { service: GatewayVpcEndpointAwsService.S3 },
      },
      restrictDefaultSecurityGroup: false,
    });
    Validations.of(vpc).acknowledge({
      id: 'AwsSolutions::AwsSolutions-VPC7',
      reason: 'Every call is logged by the task that answers it; flow logs would cost more than the tasks.',
    });
    return vpc;
  }
}
