/** Milliseconds. */
const LOOK_EVERY = 500;

/**
 * The first signal ends everything in order, one that comes a second later at once: npm passes a terminal's Ctrl-C on
 * to a program that got it already. What is still starting ends with this process.
 *
 * A signal to npm ends the shell that it runs scripts in and does not get here, so under npm the loss of the parent is one.
 */
export function endOnSignal(stop: () => Promise<void>): void {
  let since: number | undefined;
  const end = () => {
    if (since !== undefined && performance.now() - since > 1000) process.exit(130);
    if (since !== undefined) return;
    since = performance.now();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  if (process.env.npm_lifecycle_event !== undefined) onOrphaned(end);
}

/** Whoever started this process is gone: the system has given it another parent. */
function onOrphaned(notify: () => void): void {
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    notify();
  }, LOOK_EVERY);
  looking.unref();
}
