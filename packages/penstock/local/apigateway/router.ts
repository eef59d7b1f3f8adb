import type { Method } from './definition.ts';
import { type Refusal, type RequestContext, refuse } from './request-context.ts';

interface Route {
  readonly method: Method;
  readonly segments: readonly string[];
}

/** What ANY stands for. Source: API Gateway Developer Guide, "Set up a method using the console", ANY. */
const ofAny = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/**
 * Finds the method of a request: of its resource first, where a fixed segment goes before a parameter; there its own,
 * else the one for any.
 */
export function createRouter(methods: readonly Method[]): (context: RequestContext) => Refusal | undefined {
  const routes = methods
    .map((method): Route => ({ method, segments: segmentsOf(method.resourcePath) }))
    .toSorted((a, b) => specificity(b).localeCompare(specificity(a)));
  return (context) => {
    const segments = decode(context.request.path);
    if (segments === undefined) return refuse('DEFAULT_4XX', 'Bad Request');
    const resource = routes.find((route) => fits(route, segments))?.method.resourcePath;
    const { method } = context.request;
    const here = routes.filter((route) => route.method.resourcePath === resource);
    const found =
      here.find((route) => route.method.httpMethod === method) ??
      here.find((route) => route.method.httpMethod === 'ANY' && ofAny.has(method));
    if (found === undefined) return refuse('MISSING_AUTHENTICATION_TOKEN');
    context.route = found.method;
    context.pathParameters = parametersOf(found, segments);
    return undefined;
  };
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').slice(1);
}

function decode(path: string): readonly string[] | undefined {
  try {
    return segmentsOf(path).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** One letter a segment; `b` for fixed sorts after `a` for a parameter. */
function specificity({ segments }: Route): string {
  return segments.map((segment) => (parameterName(segment) === undefined ? 'b' : 'a')).join('');
}

function parameterName(segment: string): string | undefined {
  return /^\{(.+)\}$/.exec(segment)?.[1];
}

function fits(route: Route, segments: readonly string[]): boolean {
  if (route.segments.length !== segments.length) return false;
  return route.segments.every((expected, index) => {
    const actual = segments[index];
    return parameterName(expected) === undefined ? expected === actual : actual !== '';
  });
}

/** Without a prototype, so that no parameter name means anything else. */
function parametersOf(route: Route, segments: readonly string[]): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = Object.create(null);
  for (const [index, segment] of route.segments.entries()) {
    const name = parameterName(segment);
    if (name !== undefined) parameters[name] = segments[index] ?? '';
  }
  return parameters;
}
