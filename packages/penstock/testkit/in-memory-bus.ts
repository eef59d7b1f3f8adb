import type { CloudEvent } from '../runtime/outbox/cloud-event.ts';
import { busEntryOf } from '../runtime/stream/bus-entry.ts';
import type { EventBus, Publication } from '../runtime/stream/publication.ts';

export interface InMemoryBus extends EventBus {
  /** What was published, in order. */
  readonly published: readonly CloudEvent[];
  /** Subjects whose events fail for now. */
  readonly failing: Set<string>;
}

/** EventBridge's twin: it refuses the same events, and stops at the first that fails. */
export function inMemoryBus(): InMemoryBus {
  const published: CloudEvent[] = [];
  const failing = new Set<string>();
  return {
    published,
    failing,
    publish: async (events) => {
      const answers = new Map<string, Publication>();
      const carried = events.filter((event) => {
        const entry = busEntryOf(event, { busName: 'in-memory', source: 'in-memory' });
        if ('reason' in entry) answers.set(event.id, { outcome: 'refused', ...entry });
        return !('reason' in entry);
      });
      for (const event of carried) {
        if (failing.has(event.subject)) {
          answers.set(event.id, { outcome: 'failed', error: new Error('The bus fails') });
          break;
        }
        published.push(event);
        answers.set(event.id, { outcome: 'published' });
      }
      return answers;
    },
  };
}
