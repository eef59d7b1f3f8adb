import type { DescMethod } from '@bufbuild/protobuf';
import type { JsonObject } from '../json.ts';
import type { Operation, Policy } from '../model.ts';
import { mergePolicy } from '../policies.ts';

/** The number of `(penstock.method)` among the options of a method, which are its field 4. */
export const policyOption = [4, 52001] as const;

/** A method as it is written: its options read, the operation found, nothing judged. */
export interface Outlined {
  readonly desc: DescMethod;
  readonly label: string;
  /** Undefined: it has no `(penstock.method)`. */
  readonly own: JsonObject | undefined;
  /** Undefined: it names none that there is. */
  readonly serves: Operation | undefined;
  readonly streams: boolean;
  readonly isSafe: boolean;
}

/** The operation's policy with the method's own laid over it. */
export const policyOfMethod = (
  { throttle, timeout, slo, concurrency }: JsonObject,
  { policy }: { readonly policy: Policy | JsonObject },
): Policy => {
  const own = { throttle, timeout, slo, concurrency };
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return mergePolicy({ ...policy }, given) as unknown as Policy;
};
