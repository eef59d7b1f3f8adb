/** An error of SQS, by the name that its SDK gives it. */
export interface SqsProblem {
  readonly code: string;
  readonly message: string;
}
