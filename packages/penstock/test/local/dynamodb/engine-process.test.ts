import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { findBinary } from '../../../local/dynamodb/binary.ts';
import { startEngineProcess } from '../../../local/dynamodb/engine-process.ts';
import { eventually } from '../fixtures/eventually.ts';

const withBinary = findBinary() === undefined ? describe.skip : describe;

const connected = async (host: string, port: number) => {
  const socket = connect({ host, port });
  await once(socket, 'connect');
  return socket;
};

withBinary('the process of the engine', () => {
  it('ends although somebody sent half a request and keeps the connection', async () => {
    const engine = await startEngineProcess('none');
    const { hostname, port } = engine.route;
    const socket = await eventually(
      () => connected(hostname, port).catch(() => undefined),
      (one) => one !== undefined,
    );
    socket?.on('error', () => {}).write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf');
    // A whole request on another connection: the engine has read the half by the time it answers.
    await expect(fetch(`http://${hostname}:${port}/`)).resolves.toBeDefined();

    await engine.stop();
    socket?.destroy();

    await expect(engine.ended).resolves.toBe('SIGKILL');
  });
});
