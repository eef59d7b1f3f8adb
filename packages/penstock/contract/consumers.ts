export { loadConsumers } from './events/consumers.ts';
export type { Backoff, Consumer } from './events/model.ts';
