import { ConnectError } from '@connectrpc/connect';
import type { Problem } from '../problem/problem.ts';
import { connectCodes } from './codes.ts';
import { badRequest, type ErrorDetail, errorInfo, retryInfo } from './error-details.ts';

/** Seconds after which what failed for a while is worth another try, where the problem does not say. */
const RETRY_SECONDS = 1;

/** Who gives the reasons of our errors their meaning. */
const DOMAIN = 'penstock';

/**
 * A problem as clients of Connect and gRPC get it: its code, its sentence, and as details the findings, when to come
 * again, and the problem's type with the ids that a REST client gets.
 */
export function connectError(problem: Problem, requestId: string, correlationId: string): ConnectError {
  const { type, instance, detail, retryable, errors = [] } = problem.toDocument(requestId, correlationId);
  const reason = problem.code.toUpperCase().replaceAll('-', '_');
  const details: readonly ErrorDetail[] = [
    errorInfo(reason, DOMAIN, { type, instance, correlationId }),
    ...(errors.length > 0 ? [badRequest(errors)] : []),
    ...(retryable ? [retryInfo(Number(problem.headers['Retry-After'] ?? RETRY_SECONDS))] : []),
  ];
  const error = new ConnectError(detail, connectCodes[problem.code]);
  error.details = [...details];
  return error;
}
