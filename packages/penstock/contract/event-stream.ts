import { child } from './node.ts';
import type { OutlinedOperation } from './outline.ts';

/** Server-sent events: an answer of this type leaves as it comes, which makes its operation a stream. */
export const eventStream = 'text/event-stream';

/** Whether an operation, whatever else may be wrong with it, answers with a stream. */
export const declaresStream = ({ responses }: OutlinedOperation): boolean =>
  responses.some(([, node]) => child(node, 'content', eventStream).value !== undefined);
