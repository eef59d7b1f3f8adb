import { createSocket } from 'node:dgram';

/** Takes the datagrams that X-Ray's daemon would, and drops them: traces have no reader on a laptop. */
export interface XraySink {
  /** host:port */
  readonly address: string;
  close(): Promise<void>;
}

export async function startXraySink(): Promise<XraySink> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
