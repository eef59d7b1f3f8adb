import { answers } from './answers.ts';
import { bounded } from './bounded.ts';
import { closedBody } from './closed-body.ts';
import { contradiction } from './contradiction.ts';
import { cors } from './cors.ts';
import { deprecation } from './deprecation.ts';
import { extension } from './extension.ts';
import { formatLengths } from './format-lengths.ts';
import { idempotency } from './idempotency.ts';
import { mediaTypes } from './media-types.ts';
import { openapi } from './openapi.ts';
import { operationId } from './operation-id.ts';
import { parameters } from './parameters.ts';
import { paths } from './paths.ts';
import { plans } from './plans.ts';
import { policy } from './policy.ts';
import { problemTypes } from './problem-types.ts';
import { reference } from './reference.ts';
import { requestBody } from './request-body.ts';
import { responses } from './responses.ts';
import type { Rule } from './rule.ts';
import { schemas } from './schemas.ts';
import { security } from './security.ts';
import { selfPart } from './self-part.ts';
import { streams } from './streams.ts';
import { sunset } from './sunset.ts';
import { wholeNumbers } from './whole-numbers.ts';

export const rules: readonly Rule[] = [
  openapi,
  reference,
  selfPart,
  extension,
  policy,
  plans,
  cors,
  paths,
  operationId,
  parameters,
  mediaTypes,
  requestBody,
  responses,
  problemTypes,
  answers,
  security,
  idempotency,
  streams,
  schemas,
  contradiction,
  formatLengths,
  wholeNumbers,
  bounded,
  closedBody,
  sunset,
  deprecation,
];
