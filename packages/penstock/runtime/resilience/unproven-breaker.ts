import { type CircuitState, ConsecutiveBreaker, type IBreaker } from 'cockatiel';

/**
 * Opens after so many failures in a row, and at the first one until a call has succeeded: a process that has just
 * started knows nothing of a dependency that the others have long ceased to call. Where processes crash or scale out while
 * it is down, each would otherwise begin with as many calls as a breaker tolerates.
 */
export function unprovenBreaker(failures: number): IBreaker {
  const consecutive = new ConsecutiveBreaker(failures);
  let proven = false;
  return {
    get state() {
      return consecutive.state;
    },
    set state(value: unknown) {
      consecutive.state = value as number;
    },
    success: (_: CircuitState) => {
      proven = true;
      consecutive.success();
    },
    failure: (_: CircuitState) => {
      const opens = consecutive.failure();
      return opens || !proven;
    },
  };
}
