/** Whether a provider's URL is of this machine: then it is simulated there, another is called as it is. */
export function isOnThisMachine({ hostname }: URL): boolean {
  return hostname === '127.0.0.1' || hostname === 'localhost';
}

/** The port of an http URL. */
export function portOfUrl({ port }: URL): number {
  return Number(port) || 80;
}
