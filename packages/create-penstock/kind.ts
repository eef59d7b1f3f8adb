/** What an app begins with: a health check alone, or the whole sample. */
export type Kind = 'empty' | 'sample';
