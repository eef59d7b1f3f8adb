import { endOf } from '../core/sunset.ts';
import { Problem } from '../problem/problem.ts';
import { successorPath } from './deprecation-headers.ts';
import type { RequestContext } from './request-context.ts';

type Asked = Pick<RequestContext, 'contract' | 'event' | 'afterSunset' | 'startedAt'>;

/** Throws once the last day of an operation is over, where the stage refuses it then. */
export function refuseAfterSunset({ contract, event, afterSunset, startedAt }: Asked): void {
  const { operationId, deprecated } = contract;
  if (afterSunset !== 'refused' || deprecated === undefined || startedAt <= endOf(deprecated.sunset)) return;
  const { sunset, successor, link } = deprecated;
  const place = successor === undefined ? undefined : (successorPath(successor, event) ?? successor);
  const next = [
    ...(place === undefined ? [] : [`${place} takes its place.`]),
    ...(link === undefined ? [] : [`See ${link}`]),
  ];
  throw new Problem('gone', [`The last day of ${operationId} was ${sunset}.`, ...next].join(' '));
}
