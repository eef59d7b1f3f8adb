/** What metrics are told apart by, beside what they are about: the app, by its namespace, and the stage. */
export interface MetricScope {
  readonly namespace: string;
  readonly stage: string;
}
