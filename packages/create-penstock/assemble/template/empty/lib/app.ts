import { contexts } from '../functions/generated/infra.ts';
import { health } from '../functions/health/infra.ts';

/** What the app is made of. */
export const app = contexts([health]);
