import type { ManagedQueues } from '../../queues/queues.ts';
import type { Handler } from '../handler.ts';

export function queueHandler(queues: ManagedQueues): Handler {
  return {
    put: async ({ id }, { backbone }) => {
      const queue = backbone.queues.find(({ url }) => url === id);
      if (queue !== undefined) await queues.put(queue);
    },
    remove: ({ id }, keepsData) => queues.remove(id, keepsData),
  };
}
