/**
 * The first signal ends everything in order, one that comes a second later at once: npm passes a terminal's Ctrl-C on
 * to a program that got it already. What is still starting ends with this process.
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
}
