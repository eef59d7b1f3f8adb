import type { APIGatewayProxyEvent } from 'aws-lambda';
import { endOf } from '../core/sunset.ts';
import type { OperationContract } from '../operation-contract.ts';

type Asked = Pick<APIGatewayProxyEvent, 'path' | 'pathParameters'> & {
  readonly requestContext: Pick<APIGatewayProxyEvent['requestContext'], 'path'>;
};

/**
 * What every answer of a deprecated operation says: since when (RFC 9745), until when (RFC 8594), what takes its place
 * (RFC 5829, 3.2) and where people read about it.
 */
export function deprecationHeaders(
  { deprecated }: Pick<OperationContract, 'deprecated'>,
  event: Asked,
): Record<string, string> {
  if (deprecated === undefined) return {};
  const { since, sunset, successor, link } = deprecated;
  const place = successor === undefined ? undefined : successorPath(successor, event);
  const links = [
    ...(place === undefined ? [] : [`<${place}>; rel="successor-version"`]),
    ...(link === undefined ? [] : [`<${link}>; rel="deprecation"`, `<${link}>; rel="sunset"`]),
  ];
  return {
    // The epoch is a date in the past: "already".
    Deprecation: `@${since === undefined ? 0 : Date.parse(`${since}T00:00:00Z`) / 1000}`,
    Sunset: new Date(endOf(sunset)).toUTCString(),
    ...(links.length > 0 && { Link: links.join(', ') }),
  };
}

/** Under the address that was asked, which a stage or a domain may have a part of; undefined where a parameter is not known. */
export function successorPath(template: string, { path, pathParameters, requestContext }: Asked): string | undefined {
  const base = requestContext.path.endsWith(path) ? requestContext.path.slice(0, -path.length) : '';
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  if (names.some((name) => pathParameters?.[name] === undefined)) return undefined;
  return (
    base + template.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(pathParameters?.[name])))
  );
}
