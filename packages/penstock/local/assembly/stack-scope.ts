import type { JsonObject } from '../json.ts';
import type { Scope } from './intrinsics.ts';
import type { StackOutput } from './live.ts';

/** The names of one stack. */
export interface StackScope extends Scope {
  readonly declarations: Readonly<Record<string, JsonObject>>;
  /** The exports that were asked for so far. */
  readonly imports: ReadonlySet<string>;
  /** Whether the resource's or output's condition, if any, holds. */
  exists(declaration: JsonObject): boolean;
  serial(logicalId: string): number;
  /** @throws IntrinsicError for an output that cannot be resolved */
  outputs(): readonly StackOutput[];
}
