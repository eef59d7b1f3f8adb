import { statusOf } from './problem.ts';
import type { CallResult } from './response.ts';

/**
 * Reads, and writes what was made of it under the version that was read; starts again where somebody else was faster
 * (412), at most `maximumAttempts` times.
 *
 * @throws ProblemError of the last attempt
 * @example await readModifyWrite(
 *   () => client.call<Parcel>({ path }),
 *   ({ data, etag }) => client.call({ method: 'PATCH', path, body: { reference: next(data) }, ifMatch: etag }),
 * );
 */
export async function readModifyWrite<Read, Written>(
  read: () => Promise<CallResult<Read>>,
  write: (current: CallResult<Read>) => Promise<Written>,
  { maximumAttempts = 3 }: { readonly maximumAttempts?: number } = {},
): Promise<Written> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write(await read());
    } catch (failure) {
      if (statusOf(failure) !== 412 || attempt >= maximumAttempts) throw failure;
    }
  }
}
