import { join } from 'node:path';
import { type Answered, createGateway, type Gateway } from './apigateway/gateway.ts';
import type { KeyStore } from './apigateway/key-store.ts';
import { noGateway } from './apigateway/no-gateway.ts';
import { createCors } from './cors.ts';
import { type SigningKey, signingKey } from './identity/keys.ts';
import { besideApi, createIdentityProvider, noIdentityProvider } from './identity/provider.ts';
import { createKept } from './kept.ts';
import type { LambdaService } from './lambda/service.ts';
import type { Listeners } from './listeners.ts';
import type { Plan } from './plan.ts';
import type { Beside, Served } from './serve.ts';

/** What the server of the API answers with, as it is deployed now. */
export interface Front {
  /** Answers as the plan says from now on. */
  publish(plan: Plan): void;
  /** The issuer of tokens beside the API. */
  readonly identity: Beside;
  served(besides: readonly Beside[]): Served;
}

export interface FrontOptions {
  /** Where the issuer's key is kept; absent: nowhere. */
  readonly dataDir: string | undefined;
  /** The issuer's, where several have one. */
  readonly issuerKey: SigningKey | undefined;
  /** Of the API's server. */
  readonly url: string;
  readonly lambda: LambdaService;
  /** Whom the API lets in, and who gets tokens. */
  readonly keys: KeyStore;
  /** Takes a line of the access log. */
  readonly log: (line: string) => void;
  readonly requests: Listeners<Answered>;
}

export function createFront({ dataDir, issuerKey, url, lambda, keys, log, requests }: FrontOptions): Front {
  const key = issuerKey ?? signingKey(dataDir && join(dataDir, 'issuer-key.pem'));
  const keep = createKept();
  let gateway: Gateway = noGateway;
  let identity: Beside = noIdentityProvider;
  let allowsOrigin = (_: string) => false;
  return {
    publish: ({ api, identity: issuer }) => {
      gateway =
        api === undefined ? noGateway : createGateway({ api, lambda, keys, keep }, { log, answered: requests.notify });
      allowsOrigin = api === undefined ? () => false : createCors(api);
      const paths = new Set(api?.methods.map(({ resourcePath }) => resourcePath));
      identity =
        issuer === undefined
          ? noIdentityProvider
          : besideApi(
              createIdentityProvider({ ...issuer, tenants: keys, key }, url),
              (path) => paths.has(path),
              gateway,
            );
    },
    identity: { serves: (path) => identity.serves(path), answer: (request) => identity.answer(request) },
    served: (besides) => ({
      get gateway() {
        return gateway;
      },
      besides,
      allowsOrigin: (origin) => allowsOrigin(origin),
    }),
  };
}
