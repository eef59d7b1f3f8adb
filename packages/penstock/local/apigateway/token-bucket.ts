import type { Throttle } from './definition.ts';

/**
 * API Gateway's limiter: holds `burst` tokens, fills at `rate` a second, a request takes one.
 *
 * @param now milliseconds of a clock that never goes back
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function tokenBucket({ rate, burst }: Throttle, now: () => number = () => performance.now()): () => boolean {
  let tokens = burst;
  let filledAt = now();
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + ((time - filledAt) / 1000) * rate);
    filledAt = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
