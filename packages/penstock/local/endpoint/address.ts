import { randomInt } from 'node:crypto';
import type { Server } from 'node:http';
import type { Handler } from '../guard/answer.ts';
import { bindServer } from '../port.ts';

/** Where an endpoint answers, and the key of who operates it. It may outlive the endpoint. */
export interface EndpointAddress {
  readonly server: Server;
  readonly operatorKeyId: string;
  /** What answers there once the endpoint is closed; absent: nothing, and the server is closed with it. */
  readonly afterwards?: Handler;
}

export async function bindEndpointAddress(operatorKeyId = newKeyId()): Promise<EndpointAddress> {
  return { server: await bindServer(0), operatorKeyId };
}

const keyCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Of the form that SDKs expect, and known to nobody but who is given it: a function cannot name another's. */
export function newKeyId(): string {
  return `ASIA${Array.from({ length: 16 }, () => keyCharacters[randomInt(keyCharacters.length)]).join('')}`;
}
