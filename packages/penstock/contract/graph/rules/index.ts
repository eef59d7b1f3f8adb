import type { GraphRule } from '../outline.ts';
import { argumentsRule } from './arguments.ts';
import { cacheControl } from './cache-control.ts';
import { cost } from './cost.ts';
import { idempotency } from './idempotency.ts';
import { listSize } from './list-size.ts';
import { names } from './names.ts';
import { policy } from './policy.ts';
import { scopes } from './scopes.ts';
import { sunset } from './sunset.ts';
import { useCase } from './use-case.ts';

export const graphRules: readonly GraphRule[] = [
  policy,
  names,
  useCase,
  argumentsRule,
  idempotency,
  scopes,
  listSize,
  cost,
  cacheControl,
  sunset,
];
