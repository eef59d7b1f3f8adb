import type { ResourceStatement } from '../iam/resource-policy.ts';
import type { Key } from '../kms/keys.ts';

/** A queue as the template declares it. */
export interface QueueDefinition {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** As `Ref` gives it. */
  readonly url: string;
  /** In the form of a CreateQueue request. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly visibilityTimeout: number;
  readonly redrive?: { readonly target: string; readonly maxReceiveCount: number };
  readonly policy: readonly ResourceStatement[];
  /** What its messages are encrypted with, where that is a key of KMS. */
  readonly key?: Key;
}
