import type { Call } from '../core/call.ts';
import { fingerprint } from './identity.ts';

/**
 * The call as one of another operation, which asks the same: an Idempotency-Key then stands for one effect, whichever of
 * the two it is sent to. For versions of an operation side by side; the input is the other's body.
 *
 * @param path the other's path parameters
 */
export function callAs<Input>(
  operationId: string,
  call: Call<Input>,
  path: Readonly<Record<string, unknown>> = {},
): Call<Input> {
  const { key } = call.identity;
  return {
    ...call,
    operationId,
    identity: { key, fingerprint: fingerprint({ operationId, path, body: call.input }) },
  };
}
