import type { ResourceStatement } from '../iam/resource-policy.ts';

/** A bucket as the template declares it. */
export interface BucketDefinition {
  readonly name: string;
  readonly arn: string;
  readonly policy: readonly ResourceStatement[];
}
