import { limitsOf } from '../../../constructs/stage/limits.ts';
import type { Stage } from '../../../constructs/stage/stage.ts';
import { parts } from '../../../testkit/sample/app.ts';
import { stages } from '../../../testkit/sample/stages.ts';

export const { dev, prod } = stages;
export const reserving: Stage = { ...dev, reserveConcurrency: true };
export const domain = { name: 'api.example.com', hostedZone: { id: 'Z0123456789ABC', name: 'example.com' } };
export const certificate = (region: string) =>
  `arn:aws:acm:${region}:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef`;

/** Of an account: what the functions reserve, and what Lambda keeps. */
export const needed =
  Object.values(limitsOf(dev, parts).concurrency).reduce((sum, reserved) => sum + reserved, 0) + 100;
export const health = limitsOf(dev, parts).concurrency.getHealth ?? 0;
