import type { ApiDefinition, Method, Throttle } from '../local/apigateway/definition.ts';
import { functionOf } from './functions.ts';
import type { Picture } from './picture.ts';
import { milliseconds } from './units.ts';

/** The routes that reach a function; HEAD stands with the GET whose function it calls. */
export function routesOf(api: ApiDefinition): Picture {
  const routes = [...Map.groupBy(api.methods.flatMap(called), ({ path, fn }) => `${path} ${fn}`).values()];
  return {
    parts: routes.map((methods) => ({
      id: idOf(methods),
      kind: 'route',
      title: `${methods.map(({ method }) => method.httpMethod).join(', ')} ${methods[0]?.path}`,
      lines: throttleLines(methods.map(({ method }) => api.throttleOf(method))),
    })),
    links: routes.flatMap((methods) => {
      const timeouts = [...new Set(methods.map(({ timeout }) => milliseconds(timeout)))];
      return methods.slice(0, 1).map(({ fn }) => ({ from: idOf(methods), to: fn, lines: timeouts }));
    }),
  };
}

interface Called {
  readonly method: Method;
  readonly path: string;
  readonly fn: string;
  readonly timeout: number;
}

function called(method: Method): readonly Called[] {
  const { integration, resourcePath: path } = method;
  if (integration.kind !== 'function') return [];
  return [{ method, path, fn: functionOf(integration.functionArn), timeout: integration.timeout }];
}

const idOf = (methods: readonly Called[]): string =>
  methods.map(({ method }) => `${method.httpMethod} ${method.resourcePath}`).join(', ');

function throttleLines(throttles: readonly (Throttle | undefined)[]): readonly string[] {
  const [throttle] = throttles;
  return throttle === undefined ? ['no throttle'] : [`${throttle.rate}/s, burst ${throttle.burst}`];
}
