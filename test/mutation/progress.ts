/** Milliseconds between two lines of a log. */
const PAUSE = 5000;

/** Where a terminal shows it, one line that changes; elsewhere a line every few seconds. */
export function progressOn(
  stream: { readonly isTTY?: boolean; write(text: string): unknown },
  now: () => number = Date.now,
): (line: string) => void {
  let nextAt = Number.NEGATIVE_INFINITY;
  return (line) => {
    if (stream.isTTY) return void stream.write(`\r\u001b[K${line}`);
    if (now() < nextAt) return;
    nextAt = now() + PAUSE;
    stream.write(`${line}\n`);
  };
}
