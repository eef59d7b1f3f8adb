import type { StackResource } from './stack.ts';

export interface RequestOptions {
  /** Of the request: its events carry it. */
  readonly token?: string | undefined;
}

/** Whether a resource that is there already, and that no stack has, is taken into the stack. */
export type Adopts = (resource: StackResource) => boolean;

export interface DeployOptions extends RequestOptions {
  readonly adopts?: Adopts;
  /** Whether it does nothing else than to take resources in. */
  readonly isImport?: boolean;
  /** Whether what something else has changed is changed back. */
  readonly revertsDrift?: boolean;
  /** Whether a failure leaves what was made. */
  readonly isRollbackDisabled?: boolean;
}

export interface DeleteOptions extends RequestOptions {
  /** Logical ids of what stays where it is. */
  readonly retained?: readonly string[];
}
