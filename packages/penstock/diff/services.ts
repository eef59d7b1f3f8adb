import { dirname, join } from 'node:path';
import { breakingServices } from '../contract/rpc/breaking.ts';
import { rpcBeside } from '../contract/rpc/files.ts';
import type { PlacedChange } from './print.ts';
import type { ContractSide } from './side.ts';

/** What breaks callers of the services beside a contract, by the names of buf's rules. */
export function compareServices(base: ContractSide, head: ContractSide, file: string): readonly PlacedChange[] {
  const found = breakingServices(base.services, head.services, join(dirname(file), rpcBeside).replaceAll('\\', '/'));
  return found.map(({ rule, message, fix, file: at, line }) => ({
    rule,
    level: 'breaking',
    side: 'head',
    pointer: '',
    message,
    fix,
    reaches: [at.slice(at.lastIndexOf('/') + 1)],
    place: line === 0 ? at : `${at}:${line}`,
  }));
}
