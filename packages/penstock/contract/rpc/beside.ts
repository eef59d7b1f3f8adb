import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Contract } from '../model.ts';
import { rpcBeside } from './files.ts';
import type { LoadRpcOptions } from './load.ts';
import type { RpcContract } from './model.ts';

/** The services beside a contract. An app without them does not load what reads them. */
export async function loadServices(
  contractFile: string,
  contract: Contract,
  options?: LoadRpcOptions,
): Promise<RpcContract | undefined> {
  const folder = join(dirname(contractFile), rpcBeside);
  return existsSync(folder) ? (await import('./load.ts')).loadRpc(folder, contract, options) : undefined;
}
