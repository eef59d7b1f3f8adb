import type { createMethodImplSpec } from '@connectrpc/connect';

/** A method, and what it does. */
export type MethodSpec = ReturnType<typeof createMethodImplSpec>;
