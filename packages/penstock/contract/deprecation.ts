/** `x-deprecation` on a deprecated operation: what its callers may know beside the day that it ends. */
export interface Deprecation {
  /** The last day that it works, YYYY-MM-DD: `x-sunset`. */
  readonly sunset: string;
  /** The day that it is deprecated from, YYYY-MM-DD. Absent: already. */
  readonly since?: string;
  /** What takes its place. */
  readonly successor?: { readonly operationId: string /** With its `{parameters}`. */; readonly path: string };
  /** Where people read what to do. */
  readonly link?: string;
}

export const deprecationSchema = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    since: { type: 'string' },
    successor: { type: 'string' },
    link: { type: 'string', maxLength: 512 },
  },
};
