import type { GatewayRequest, Reply } from './apigateway/exchange.ts';
import type { FaultPlan, Faults } from './faults/faults.ts';
import { isObject, object, parseJson } from './json.ts';

/** Where and as whom AWS SDKs reach the local cloud, with every permission. */
export interface OperatorAccess {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface ControlOptions {
  readonly access: OperatorAccess;
  readonly providerUrl: string | undefined;
  readonly faults: Faults;
}

/** What commands beside the local cloud need of it: paths that no API of a contract has. */
export interface Control {
  readonly serves: (path: string) => boolean;
  answer(request: GatewayRequest): Reply;
}

const root = '/_local';

/**
 * - `GET /_local`: the endpoint and credentials for AWS SDKs, the payment provider's URL
 * - `GET`, `PUT`, `DELETE /_local/faults`: the faults of pollers, as `FaultPlan`
 */
export function createControl({ access, providerUrl, faults }: ControlOptions): Control {
  const routes: Readonly<Record<string, (request: GatewayRequest) => Reply>> = {
    [`GET ${root}`]: () => json(200, { ...access, ...(providerUrl === undefined ? {} : { providerUrl }) }),
    [`GET ${root}/faults`]: () => json(200, { counts: faults.counts }),
    [`DELETE ${root}/faults`]: () => {
      faults.clear();
      return json(200, { counts: faults.counts });
    },
    [`PUT ${root}/faults`]: (request) => inject(faults, parseJson(request.body.toString('utf8'))),
  };
  return {
    serves: (path) => path === root || path.startsWith(`${root}/`),
    answer: (request) => {
      const route = routes[`${request.method} ${request.path}`];
      return route === undefined
        ? json(404, { error: `There is no ${request.method} ${request.path}.` })
        : route(request);
    },
  };
}

function inject(faults: Faults, plan: unknown): Reply {
  try {
    if (!isObject(plan)) throw new RangeError('The faults are a JSON object.');
    faults.inject(object(plan) as FaultPlan);
    return json(200, { counts: faults.counts });
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function json(status: number, body: object): Reply {
  return { status, headers: [['Content-Type', 'application/json']], body: JSON.stringify(body) };
}
