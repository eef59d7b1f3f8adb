import type { JsonObject } from '../json.ts';

/** A resource of a stack, its properties without intrinsic functions. */
export interface Resource {
  readonly stack: string;
  readonly region: string;
  readonly logicalId: string;
  readonly type: string;
  readonly path?: string;
  readonly properties: JsonObject;
  /** What `Ref` gives. */
  readonly id: string;
  /** The `Arn` attribute, empty for a type without one. */
  readonly arn: string;
  /** See `Identity`. */
  readonly serial: number;
  /** The region of the stack that makes it, where that is another. */
  readonly replicaOf?: string;
}

export interface StackOutput {
  readonly name: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

/** A stack that is deployed, as far as the deployment of another, or of itself again, depends on it. */
export interface LiveStack {
  readonly name: string;
  readonly region: string;
  readonly resources: readonly Resource[];
  readonly outputs: readonly StackOutput[];
}

/** What was deployed before, and what of it a new resource must not be mistaken for. */
export interface Live {
  readonly stacks: readonly LiveStack[];
  /** The highest serial so far of what the numbers of a type count, see `ResourceType.numberedBy`. */
  readonly serials: ReadonlyMap<string, number>;
  /** Folders of the assets that were handed over, by their key. */
  readonly assets: ReadonlyMap<string, string>;
  /** The properties that a resource has, where something other than a deployment has changed them. */
  readonly actualOf: (resource: Resource) => JsonObject;
}

export const nothingLive: Live = {
  stacks: [],
  serials: new Map(),
  assets: new Map(),
  actualOf: ({ properties }) => properties,
};
