import type { JsonObject } from 'penstock-rules/json';

/** What a deployment asks of AWS: reading alone, the CDK CLI does the rest. */
export interface Cloud {
  /** The account that is signed in to. */
  account(): Promise<string>;
  in(region: string): RegionOfCloud;
}

export interface RegionOfCloud {
  /** The value of an SSM parameter; undefined where there is none. */
  parameter(name: string): Promise<string | undefined>;
  /** Lambda's concurrency of the account: its quota, and what of it no function reserves. */
  concurrency(): Promise<{ readonly quota: number; readonly unreserved: number }>;
  /** A stack; undefined where there is none. */
  stack(name: string): Promise<StackState | undefined>;
  /** The template that a stack was deployed with; undefined where there is no stack. */
  template(stack: string): Promise<JsonObject | undefined>;
  /** The properties of a resource, by what CloudFormation identifies it by; undefined where there is none. */
  resource(type: string, identifier: string): Promise<JsonObject | undefined>;
  /** The ARN of a secret; undefined where there is none of this name. */
  secretArn(name: string): Promise<string | undefined>;
}

export interface StackState {
  readonly status: string;
  readonly terminationProtection: boolean;
}

/** Statuses of a stack that no deployment has made. */
const neverMade: readonly string[] = [
  'REVIEW_IN_PROGRESS',
  'CREATE_IN_PROGRESS',
  'CREATE_FAILED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'DELETE_COMPLETE',
];

export const partitionOf = (region: string): string => {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
};

/** Whether a stack of this status was deployed with success at least once. */
export const isMade = (stack: StackState | undefined): boolean =>
  stack !== undefined && !neverMade.includes(stack.status);
