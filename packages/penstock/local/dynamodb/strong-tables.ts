import { type JsonObject, list, object } from '../json.ts';

/** Sets of regions that a table with multi-region strong consistency spans. */
const regionSets: readonly (readonly string[])[] = [
  ['us-east-1', 'us-east-2', 'us-west-2'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
  ['eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
];

export function isStrong({ MultiRegionConsistency }: JsonObject): boolean {
  return MultiRegionConsistency === 'STRONG';
}

/**
 * What DynamoDB refuses at the creation of a table with multi-region strong consistency.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
export function strongTableProblems(properties: JsonObject): readonly (readonly [message: string, at: string])[] {
  if (!isStrong(properties)) return [];
  const replicas = regionsOf(properties.Replicas);
  const witnesses = regionsOf(properties.GlobalTableWitnesses);
  const regions = [...replicas, ...witnesses];
  const isWhole = replicas.length === 3 ? witnesses.length === 0 : replicas.length === 2 && witnesses.length === 1;
  const isOneSet = regionSets.some((set) => regions.every((region) => set.includes(region)));
  const checks: readonly (readonly [broken: boolean, message: string, at: string])[] = [
    [
      String(object(properties.TimeToLiveSpecification).Enabled) === 'true',
      'a table with multi-Region strong consistency has no Time to Live.',
      'Properties.TimeToLiveSpecification',
    ],
    [
      list(properties.LocalSecondaryIndexes).length > 0,
      'a table with multi-Region strong consistency has no local secondary indexes.',
      'Properties.LocalSecondaryIndexes',
    ],
    [
      !isWhole,
      `a table with multi-Region strong consistency has three replicas, or two and a witness, received ${replicas.length} and ${witnesses.length}.`,
      'Properties.Replicas',
    ],
    [
      !isOneSet,
      `its regions are of one set (${regionSets.map((set) => set.join(', ')).join('; ')}), received ${regions.join(', ')}.`,
      'Properties.Replicas',
    ],
  ];
  return checks.filter(([broken]) => broken).map(([, message, at]) => [message, at]);
}

export function regionsOf(value: unknown): readonly string[] {
  return list(value).map((entry) => String(object(entry).Region));
}
