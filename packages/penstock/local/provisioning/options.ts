export interface RequestOptions {
  /** Of the request: its events carry it. */
  readonly token?: string | undefined;
}

export interface DeployOptions extends RequestOptions {
  /** Whether resources that are there already are taken into the stack. */
  readonly adopts?: boolean;
  /** Whether what something else has changed is changed back. */
  readonly revertsDrift?: boolean;
  /** Whether a failure leaves what was made. */
  readonly isRollbackDisabled?: boolean;
}

export interface DeleteOptions extends RequestOptions {
  /** Logical ids of what stays where it is. */
  readonly retained?: readonly string[];
}
