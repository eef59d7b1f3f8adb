import type { Mender } from '../mending.ts';
import { answers, byDefault, problemResponses, problemTypes, requestBody, responses } from './answers.ts';
import { streams } from './forms.ts';
import { mediaType } from './media-types.ts';
import { openapi } from './openapi.ts';
import { parameters, reference } from './parameters.ts';
import { paths } from './paths.ts';
import { idempotency, operationId, plans, policy, sunset } from './policies.ts';
import { bounded, closedBody, contradiction, schema, wholeNumber } from './schemas.ts';
import { scopes, security } from './security.ts';

/** What each rule finds is mended by; a rule without one is for a person. */
export const menders: Readonly<Record<string, Mender>> = {
  openapi,
  reference,
  policy,
  plans,
  paths,
  streams,
  contradiction,
  'operation-id': operationId,
  idempotency,
  security,
  scopes,
  sunset,
  'problem-responses': problemResponses,
  'problem-types': problemTypes,
  'media-type': mediaType,
  answers,
  'request-body': requestBody,
  responses,
  default: byDefault,
  parameters,
  bounded,
  'closed-body': closedBody,
  schema,
  'whole-number': wholeNumber,
};
