import { createServer, type Server } from 'node:http';
import { answerOn } from './guard/answer.ts';
import { holderOf } from './port-holder.ts';
import { LocalError } from './problems.ts';

/** Node refuses larger headers before the gateway sees them; API Gateway takes 10,240 bytes of them. */
const maxHeaderSize = 10_240;

/** A port that something is to listen on. */
export interface Wish {
  /** 0 for any free one. */
  readonly port: number;
  /** What listens there, as a sentence names it. */
  readonly what: string;
  /** The option of the command line by which another is chosen. */
  readonly option: string;
}

/**
 * Takes ports of 127.0.0.1 before anything else is started. Until something else answers on them they answer 503.
 *
 * @throws LocalError naming every port that is in use; then none is taken
 */
export async function bindServers(wishes: readonly Wish[]): Promise<readonly Server[]> {
  const outcomes = await Promise.allSettled(wishes.map(bind));
  const taken = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  const servers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  if (taken.length === 0) return servers;
  for (const server of servers) server.close();
  throw new LocalError(taken.map(({ message }: Error) => message).join('\n'), { cause: taken[0] });
}

/** As `bindServers` takes them, one. @throws LocalError when the port is in use */
export async function bindServer(port: number, option = '--port', what = 'the API'): Promise<Server> {
  const [server] = await bindServers([{ port, what, option }]);
  if (server === undefined) throw new LocalError(`Port ${port} was not bound.`);
  return server;
}

async function bind({ port, what, option }: Wish): Promise<Server> {
  const server = createServer({ maxHeaderSize });
  answerOn(server, (_, response) => {
    response.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '1' }).end('Penstock is starting.\n');
  });
  const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  if (failure === undefined) return server;
  const reason = failure.code === 'EADDRINUSE' ? `is in use${byWhom(port)}` : `cannot be bound (${failure.code})`;
  throw new LocalError(
    `Port ${port}, for ${what}, ${reason}. Choose another with ${option}, or ${option} 0 for any free one.`,
    { cause: failure },
  );
}

function byWhom(port: number): string {
  const holder = holderOf(port);
  return holder === undefined ? '' : ` by process ${holder.pid} (${holder.command})`;
}

/** `http://127.0.0.1:<port>` of a bound server. */
export function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new LocalError('The server is not bound to a port.');
  return `http://127.0.0.1:${address.port}`;
}
