import { type Check, finding, unless } from './check.ts';

/** A load balancer stands in two availability zones at least. */
const leastZones = 2;

export const grpcChecks: readonly Check[] = [
  {
    needs: ['grpc'],
    find: ({ grpc }, { contract }) =>
      unless(
        grpc === undefined || contract.operations.some(({ rpc }) => rpc !== undefined),
        'grpc',
        'no services',
        'a service in contract/rpc',
        'write one, or remove `grpc`',
      ),
  },
  {
    needs: ['grpc', 'regions'],
    find: ({ grpc, regions }) =>
      Object.entries(grpc?.networks ?? {}).flatMap(([region, { subnets }]) => [
        ...unless(
          regions.includes(region),
          `grpc.networks.${region}`,
          region,
          `one of ${regions.join(', ')}`,
          'remove it',
        ),
        ...Object.keys(subnets)
          .filter((zone) => zone.slice(0, -1) !== region)
          .map((zone) =>
            finding(`grpc.networks.${region}.subnets.${zone}`, zone, `a zone of ${region}`, 'use its own subnets'),
          ),
        ...unless(
          Object.keys(subnets).length >= leastZones,
          `grpc.networks.${region}.subnets`,
          Object.keys(subnets).join(', '),
          `subnets in ${leastZones} zones or more, as a load balancer needs`,
          'add one',
        ),
      ]),
  },
  {
    needs: ['grpc'],
    find: ({ grpc }) =>
      unless(
        grpc?.tasks === undefined || grpc.tasks.min <= grpc.tasks.max,
        'grpc.tasks',
        grpc?.tasks,
        'min no more than max',
        'raise max',
      ),
  },
  {
    needs: ['grpc', 'regions'],
    find: ({ grpc, regions }) =>
      Object.keys(grpc?.domain.certificates ?? {})
        .filter((region) => !regions.includes(region))
        .map((region) =>
          finding(`grpc.domain.certificates.${region}`, region, `one of ${regions.join(', ')}`, 'remove it'),
        ),
  },
];
