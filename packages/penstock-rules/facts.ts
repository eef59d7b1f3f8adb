/**
 * Executions of an account and region that Lambda keeps free of reservations.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export const unreservedConcurrency = 100;

/**
 * Seconds after which a DynamoDB stream has forgotten a change; a Kinesis stream keeps records at least as long.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export const streamRetentionSeconds = 86_400;

/**
 * The region sets within which DynamoDB replicates with multi-region strong consistency; one table stays in one set.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html
 */
export const strongRegionSets: readonly (readonly string[])[] = [
  ['us-east-1', 'us-east-2', 'us-west-2'],
  ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
];

/** Whether these regions, a witness among them or not, may share a strongly consistent table: three of one set. */
export const formStrongSet = (regions: readonly string[]): boolean =>
  new Set(regions).size === 3 && strongRegionSets.some((set) => regions.every((region) => set.includes(region)));

/** For messages: `us-east-1, us-east-2, us-west-2; or eu-west-1, ...`. */
export const describeStrongSets = (): string => strongRegionSets.map((set) => set.join(', ')).join('; or ');
