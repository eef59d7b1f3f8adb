import type { ResolvedAssembly } from '../local/assembly/resolved.ts';
import { declaredTables } from '../local/dynamodb/declared-tables.ts';
import { list, object, text } from '../local/json.ts';
import type { Picture } from './picture.ts';
import { shortOf } from './units.ts';

export function tablesOf(assembly: ResolvedAssembly, region: string, prefix: string): Picture {
  const tables = declaredTables(assembly).map(({ id, arn, properties }) => {
    const regions = list(properties.Replicas).map((replica) => text(object(replica).Region) ?? '');
    const indexes = list(properties.GlobalSecondaryIndexes).length;
    return {
      arn: inRegion(arn, region),
      here: regions.length === 0 || regions.includes(region),
      title: shortOf(id, prefix),
      lines: [
        regions.length > 1 ? `${regions.length} regions, ${consistencyOf(properties)}` : '1 region',
        ...(indexes === 0 ? [] : [`${indexes} ${indexes === 1 ? 'index' : 'indexes'}`]),
      ],
    };
  });
  return {
    parts: tables
      .filter(({ here }) => here)
      .map(({ arn, title, lines }) => ({ id: arn, kind: 'table' as const, title, lines })),
    links: [],
  };
}

const consistencyOf = ({ MultiRegionConsistency }: Readonly<Record<string, unknown>>): string =>
  MultiRegionConsistency === 'STRONG' ? 'strong' : 'eventual';

/** The stack of a table is in one region, each replica in its own. */
const inRegion = (arn: string, region: string): string => arn.split(':').with(3, region).join(':');
