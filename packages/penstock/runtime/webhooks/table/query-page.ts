import { unavailable } from '../../aws/failures.ts';
import { queryPage as itemPage } from '../../items/query-page.ts';

/** A page of items, as the items of a context are listed. */
export const queryPage: typeof itemPage = (...request) => guard(() => itemPage(...request));

/** Makes a failure that may pass what it is for callers: 503. */
export async function guard<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw unavailable(error);
  }
}
