/** Makes a stack name files as an editor opens them, without what their URLs say for the loader. */
export function readableStack(error: unknown): void {
  if (!(error instanceof Error) || error.stack === undefined) return;
  error.stack = error.stack.replaceAll(/file:\/\/(\/[^\s?()]+)\?(?:all|tests)-of=\d+/g, '$1');
}
