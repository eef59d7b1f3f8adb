import type { Gateway } from './gateway.ts';
import type { Reply } from './request-context.ts';

/** Stands where an API will be deployed. */
export const noGateway: Gateway = {
  answer: async () => nothing(404),
  malformed: () => nothing(400),
};

function nothing(status: number): Reply {
  return { status, headers: [['Content-Type', 'text/plain']], body: 'No API is deployed here.\n' };
}
