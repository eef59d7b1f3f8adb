import { createHash } from 'node:crypto';
import { stagePrefix } from '../../cli/app-name.ts';
import type { AppStage } from '../stage/app-stage.ts';
import type { Domain, Stage } from '../stage/stage.ts';

/**
 * Route 53 publishes the metrics of health checks in this region alone, so their alarms are here, and its topic hears them.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html
 */
export const edgeRegion = 'us-east-1';

/** Asked by the health check of a region; the contract has it. */
export const healthPath = '/health';

/** A stage among whose regions DNS chooses. */
export type EdgeStage = AppStage & { readonly domain: Domain };

/** A lone region has nothing to fail over to, and without a domain there is no record to choose by. */
export const hasEdge = <Any extends Stage>(stage: Any): stage is Any & { readonly domain: Domain } =>
  stage.domain !== undefined && stage.regions.length > 1;

/** Every region in which the stage has a stack. */
export const deployedRegions = (stage: Stage): readonly string[] => [
  ...new Set([...stage.regions, ...(hasEdge(stage) ? [edgeRegion] : [])]),
];

/**
 * The name under which one region answers. It has a domain name of the gateway's own: in access mode STRICT the name in TLS and
 * the one in the Host header have to be the same.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
 */
export const regionalName = ({ name }: Domain, region: string): string => `${region}.${name}`;

/** The record that leads to the region's host of the common name. Nobody asks for it; the latency records are aliases of it. */
export const originName = ({ name }: Domain, region: string): string => `origin-${region}.${name}`;

/** Whose bucket says whether a region is evacuated: another region's, since the region's own may be out of reach. */
export function guardianOf({ regions }: Pick<Stage, 'regions'>, region: string): string {
  const guardian = regions[(regions.indexOf(region) + 1) % regions.length];
  if (guardian === undefined || guardian === region) throw new Error(`No region guards ${region}`);
  return guardian;
}

/** The region that this one's bucket speaks for. */
export const guardedBy = (stage: Pick<Stage, 'regions'>, guardian: string): string =>
  stage.regions.find((region) => region !== guardian && guardianOf(stage, region) === guardian) ?? guardian;

/** A bucket's name is unique in the whole partition and at most 63 characters, so the account is in it, and the rest is hashed. */
export function evacuationBucketName({ app, name }: Pick<AppStage, 'app' | 'name'>, guardian: string, account: string) {
  const hash = createHash('sha256')
    .update(`${stagePrefix(app, name)} ${guardian}`)
    .digest('hex');
  return `evacuation-${hash.slice(0, 16)}-${account}`;
}

/** The object that is there while the region is evacuated. */
export const evacuationKey = (region: string): string => `evacuated/${region}`;
