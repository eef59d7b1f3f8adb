import type { Grpc, Stage } from './stage.ts';

/** A network that is nowhere: on one machine the process alone is real. */
export const localGrpc = ({ regions }: Pick<Stage, 'regions'>): Grpc => ({
  domain: { name: 'grpc.penstock.test', hostedZone: { id: 'Z0000000000LOCAL', name: 'penstock.test' } },
  networks: Object.fromEntries(
    regions.map((region) => [
      region,
      {
        vpcId: 'vpc-00000000',
        cidr: '10.0.0.0/16',
        subnets: { [`${region}a`]: 'subnet-00000000', [`${region}b`]: 'subnet-00000001' },
      },
    ]),
  ),
  tasks: { min: 1, max: 1 },
});
