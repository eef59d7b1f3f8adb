import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const SCRIPT = `
  const server = require('node:http').createServer((_, response) => response.end());
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));
`;

export interface SlowServer {
  readonly port: number;
  /** Accepts connections; a client tries a handshake again a second after the first time. */
  accept(): void;
  close(): void;
}

/** A server whose handshakes take time: it stands still, and the queue of connections that wait for it is full. */
export async function startSlowServer(): Promise<SlowServer> {
  const child: ChildProcess = spawn(process.execPath, ['-e', SCRIPT], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('the server has no output');
  const [line] = await once(child.stdout, 'data');
  const port = Number(line);
  child.kill('SIGSTOP');
  const waiting: Socket[] = [...Array(4)].map(() => connect(port, '127.0.0.1').on('error', () => {}));
  await once(waiting[0] as Socket, 'connect');
  return {
    port,
    accept: () => {
      for (const socket of waiting) socket.destroy();
      child.kill('SIGCONT');
    },
    close: () => void child.kill('SIGKILL'),
  };
}
