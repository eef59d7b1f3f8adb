import type { Server } from 'node:http';
import { object, parseJson } from '../json.ts';
import { bindServer } from '../port.ts';
import { isOnThisMachine, portOfUrl } from './address.ts';
import { type SimulatedProvider, startSimulatedProvider } from './provider.ts';

/** The simulated provider, once functions look for one on this machine; another is called as it is. */
export interface ProviderSlot {
  readonly current: SimulatedProvider | undefined;
  /** @throws LocalError when its port is taken */
  serve(url: string | undefined): Promise<void>;
  close(): Promise<void>;
}

export interface ProviderSlotOptions {
  /** A server that is bound already; otherwise one is bound to the port of the URL. */
  readonly server: Server | undefined;
  /** The values of all secrets: each is a key of the provider, or holds one. */
  readonly secrets: () => readonly string[];
}

export function createProviderSlot({ server, secrets }: ProviderSlotOptions): ProviderSlot {
  const accepts = (token: string) =>
    secrets().some((value) => value === token || String(object(parseJson(value)).apiKey ?? value) === token);
  let current = server === undefined ? undefined : startSimulatedProvider({ server, accepts });
  let served: string | undefined;
  const close = async () => {
    await current?.close();
    current = undefined;
  };
  return {
    get current() {
      return current;
    },
    serve: async (url) => {
      const wanted = url !== undefined && isOnThisMachine(new URL(url)) ? new URL(url).origin : undefined;
      if (server !== undefined || wanted === served) return;
      await close();
      served = wanted;
      if (wanted === undefined) return;
      const bound = await bindServer(portOfUrl(new URL(wanted)), '--provider-port', 'the provider');
      current = startSimulatedProvider({ server: bound, accepts });
    },
    close,
  };
}
