/** The types that a key may have. */
export type KeyType = 'S' | 'N' | 'B';

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

export interface KeySchema {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
}

export interface Projection {
  readonly type: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly attributes: readonly string[];
}

/** Where the store keeps the rows of a table or an index, or the records of a stream. */
export type Space = number;

export interface IndexDefinition {
  readonly name: string;
  readonly space: Space;
  readonly keys: KeySchema;
  readonly projection: Projection;
}

export interface StreamDefinition {
  readonly space: Space;
  readonly label: string;
  readonly viewType: 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';
  readonly isEnabled: boolean;
}

/** How the replicas of a table, each in a region, are kept in step. */
export type Replication =
  /** All are one table: a write is in every region at once. */
  | { readonly consistency: 'strong'; readonly regions: readonly string[]; readonly witness?: string }
  /** Each has items of its own, and gets those of the others later. */
  | {
      readonly consistency: 'eventual';
      readonly regions: readonly string[];
      /** The writes of this region, for the others. */
      readonly log: Space;
      /** When and where each item was last written, deleted ones too. */
      readonly stamps: Space;
    };

export interface TableDefinition {
  readonly name: string;
  readonly id: string;
  readonly space: Space;
  readonly keys: KeySchema;
  readonly indexes: readonly IndexDefinition[];
  readonly attributes: readonly KeyAttribute[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly isProtected: boolean;
  readonly stream?: StreamDefinition;
  /** The attribute that says when an item expires, in seconds since the epoch. */
  readonly expiryAttribute?: string;
  /** Absent: it is in one region. */
  readonly replication?: Replication;
}

export function keyNames({ partition, sort }: KeySchema): readonly string[] {
  return sort === undefined ? [partition.name] : [partition.name, sort.name];
}
