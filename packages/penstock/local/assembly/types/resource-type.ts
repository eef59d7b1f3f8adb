import { createHash } from 'node:crypto';
import type { Shape } from '../shape.ts';

/** A resource as its identity needs it: names come from its properties, or from stack and logical id. */
export interface Identity {
  readonly stack: string;
  readonly region: string;
  readonly account: string;
  readonly logicalId: string;
  /** A resolved top-level property. */
  property(name: string): unknown;
}

export interface ResourceType {
  readonly properties: { readonly [property: string]: Shape };
  /** What `Ref` gives. */
  readonly ref: (resource: Identity) => string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes?: Readonly<Record<string, (resource: Identity) => string>>;
}

/** The given name, or one that is the same at every start. */
export function nameOf(resource: Identity, property: string): string {
  const given = resource.property(property);
  return typeof given === 'string' ? given : `${resource.stack}-${resource.logicalId}`;
}

/** Ten lower-case letters and digits, as API Gateway ids are; the same at every start. */
export function idOf(resource: Identity): string {
  const digest = createHash('sha256').update(`${resource.stack}/${resource.logicalId}`).digest();
  return digest.readBigUInt64BE().toString(36).padStart(10, '0').slice(0, 10);
}

export function arn(resource: Identity, service: string, path: string): string {
  return `arn:aws:${service}:${resource.region}:${resource.account}:${path}`;
}
