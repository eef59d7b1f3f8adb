import { type GatewayRequest, header, type Reply } from './apigateway/request-context.ts';
import type { UndeliverableEvent } from './events-bus/delivery-store.ts';
import type { FaultPlan, Faults } from './faults/faults.ts';
import { isObject, object, parseJson, texts } from './json.ts';
import { pageFile } from './page/files.ts';
import { healthy } from './provider/dial.ts';
import type { SimulatedProvider } from './provider/provider.ts';

/** Where and as whom AWS SDKs reach the local cloud, with every permission. */
export interface OperatorAccess {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Where the API answers. */
  readonly api: string;
}

export interface ControlOptions {
  readonly access: OperatorAccess;
  /** Where `access` is kept, for those who may read it. */
  readonly accessFile: string;
  readonly provider: () => SimulatedProvider | undefined;
  readonly undeliverable: () => readonly UndeliverableEvent[];
  readonly faults: Faults;
  /** Of functions and rules: what faults may be meant for. */
  readonly names: () => readonly string[];
  /** How the stage is now. */
  readonly overview: () => object;
}

/** What commands beside the local cloud need of it: paths that no API of a contract has. */
export interface Control {
  readonly serves: (path: string) => boolean;
  answer(request: GatewayRequest): Reply;
}

const root = '/_local';

/**
 * - `GET /_local`: the endpoint for AWS SDKs, the file with its credentials, the provider's URL; a browser, which
 *   asks for HTML, gets a page that shows the stage
 * - `GET /_local/overview`: what the page shows
 * - `GET /_local/undeliverable`: the events that neither their target nor a dead-letter queue took, oldest first
 * - `GET`, `PUT`, `DELETE /_local/faults`: the faults of pollers and buses, as `FaultPlan`
 * - `GET`, `PUT`, `DELETE /_local/provider/faults`: the provider's dial, which answers also while it refuses
 */
export function createControl(options: ControlOptions): Control {
  const { access, accessFile, provider, faults, undeliverable } = options;
  const { endpoint, region } = access;
  const found = () => json(200, { plan: faults.plan, counts: faults.counts });
  const providerUrl = () => {
    const current = provider();
    return current === undefined ? {} : { providerUrl: current.url };
  };
  const routes: Readonly<Record<string, (request: GatewayRequest) => Reply>> = {
    [`GET ${root}`]: (request) =>
      wantsPage(request) ? pageFile('html') : json(200, { endpoint, region, accessFile, ...providerUrl() }),
    [`GET ${root}/page.css`]: () => pageFile('css'),
    [`GET ${root}/page.js`]: () => pageFile('js'),
    [`GET ${root}/overview`]: () => json(200, options.overview()),
    [`GET ${root}/undeliverable`]: () => json(200, { events: undeliverable() }),
    [`GET ${root}/faults`]: found,
    [`DELETE ${root}/faults`]: () => {
      faults.clear();
      return found();
    },
    [`PUT ${root}/faults`]: (request) =>
      changed(request, (plan) => {
        checkNames(plan, options.names());
        faults.inject(plan as FaultPlan);
        return found();
      }),
  };
  const routeOf = (name: string) => {
    const current = provider();
    return routes[name] ?? (current === undefined ? undefined : dialRoutes(current)[name]);
  };
  return {
    serves: (path) => path === root || path.startsWith(`${root}/`),
    answer: (request) => {
      const route = routeOf(`${request.method} ${request.path}`);
      return route === undefined
        ? json(404, { error: `There is no ${request.method} ${request.path}.` })
        : route(request);
    },
  };
}

/** Browsers name HTML first; programs name JSON, or take anything. */
function wantsPage(request: GatewayRequest): boolean {
  return /\btext\/html\b/i.test(header(request, 'accept') ?? '');
}

function dialRoutes(provider: SimulatedProvider): Readonly<Record<string, (request: GatewayRequest) => Reply>> {
  const path = `${root}/provider/faults`;
  const set = (dial: object) => {
    provider.setFaults({ ...healthy, ...dial });
    return json(200, provider.faults);
  };
  return {
    [`GET ${path}`]: () => json(200, provider.faults),
    [`DELETE ${path}`]: () => set({}),
    [`PUT ${path}`]: (request) => changed(request, set),
  };
}

function changed(request: GatewayRequest, change: (wanted: object) => Reply): Reply {
  try {
    const wanted = parseJson(request.body.toString('utf8'));
    if (!isObject(wanted)) throw new RangeError('The faults are a JSON object.');
    return change(wanted);
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function checkNames(plan: object, names: readonly string[]): void {
  const wanted = texts(object(plan).functions);
  const stranger = wanted.find((name) => !names.some((known) => known === name || known.endsWith(`-${name}`)));
  if (stranger === undefined) return;
  throw new RangeError(`There is no function or rule ${stranger}; there are ${names.join(', ')}.`);
}

function json(status: number, body: object): Reply {
  return { status, headers: [['Content-Type', 'application/json']], body: JSON.stringify(body) };
}
