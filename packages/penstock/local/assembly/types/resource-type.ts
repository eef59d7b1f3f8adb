import { createHash } from 'node:crypto';
import type { Shape } from '../shape.ts';

/** A resource as its identity needs it: names come from its properties, or from stack and logical id. */
export interface Identity {
  readonly stack: string;
  readonly region: string;
  readonly account: string;
  readonly logicalId: string;
  /** How often the resource was replaced by another of the same logical id; of a version, its number. */
  readonly serial: number;
  /** A resolved top-level property. */
  property(name: string): unknown;
}

export interface ResourceType {
  readonly properties: { readonly [property: string]: Shape };
  /**
   * Properties whose change makes another resource; any other is changed in place.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
   */
  readonly replacedBy?: readonly string[];
  /** Names what the resources of the type are numbered within, from 1 on; absent: nobody sees a number. */
  readonly numberedBy?: (resource: Omit<Identity, 'serial'>) => string;
  /** What `Ref` gives. */
  readonly ref: (resource: Identity) => string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes?: Readonly<Record<string, (resource: Identity) => string>>;
}

/** What AWS takes as a name of every type that a template may leave without one. */
const longestName = 64;

/** The given name, or one that is the same at every start and another after each replacement. */
export function nameOf(resource: Identity, property: string): string {
  const given = resource.property(property);
  if (typeof given === 'string') return given;
  const whole = `${resource.stack}-${resource.logicalId}${resource.serial === 0 ? '' : `-${resource.serial}`}`;
  return whole.length <= longestName ? whole : `${whole.slice(0, longestName - 11)}-${digestOf(resource)}`;
}

/** Ten lower-case letters and digits, as API Gateway ids are; the same at every start. */
export function idOf(resource: Pick<Identity, 'stack' | 'logicalId' | 'serial'>): string {
  return digestOf(resource);
}

function digestOf({ stack, logicalId, serial }: Pick<Identity, 'stack' | 'logicalId' | 'serial'>): string {
  const source = serial === 0 ? `${stack}/${logicalId}` : `${stack}/${logicalId}/${serial}`;
  const digest = createHash('sha256').update(source).digest();
  return digest.readBigUInt64BE().toString(36).padStart(10, '0').slice(0, 10);
}

export function arn(resource: Omit<Identity, 'serial'>, service: string, path: string): string {
  return `arn:aws:${service}:${resource.region}:${resource.account}:${path}`;
}
