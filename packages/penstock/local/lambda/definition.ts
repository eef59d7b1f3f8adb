import type { Role } from '../iam/roles.ts';

/** A function as the template declares it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** The directory of its bundle, as it would be uploaded. */
  readonly code: string;
  /** E.g. `nodejs24.x`. */
  readonly runtime: string;
  /** `file.export`, as in the template. */
  readonly handler: string;
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  readonly reservedConcurrency?: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly logFormat: string;
  readonly tracing: boolean;
  readonly role: Role;
  /** It is of custom resources that the local cloud makes itself: no process of it starts. */
  readonly isNeverCalled?: boolean;
}
