import { context } from '../generated/infra.ts';

export const health = context({ name: 'health', operations: { getHealth: {} } });
