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

/** One letter a segment: what is fixed sorts last, after a parameter, and that after one for the whole rest. */
function specificity({ segments }: Route): string {
  return segments
    .map((segment) => {
      if (isGreedy(segment)) return 'a';
      return parameterName(segment) === undefined ? 'c' : 'b';
    })
    .join('');
}

function parameterName(segment: string): string | undefined {
  return /^\{(.+?)\+?\}$/.exec(segment)?.[1];
}

/** `{proxy+}` stands for one segment or more. */
function isGreedy(segment: string): boolean {
  return segment.endsWith('+}');
}

function fits(route: Route, segments: readonly string[]): boolean {
  const isOpen = isGreedy(route.segments.at(-1) ?? '');
  if (isOpen ? route.segments.length > segments.length : route.segments.length !== segments.length) return false;
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
    if (name === undefined) continue;
    parameters[name] = isGreedy(segment) ? segments.slice(index).join('/') : (segments[index] ?? '');
  }
  return parameters;
}
