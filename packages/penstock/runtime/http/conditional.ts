import type { Expected } from '../items/item-update.ts';
import { Problem } from '../problem/problem.ts';
import { parseTagCondition, type TagCondition } from './entity-tags.ts';

/** The entity tag of a version: strong, since equal versions have equal representations (RFC 9110, 8.8.1). */
export const entityTag = (version: number): string => `"${version}"`;

/**
 * The versions that If-Match allows. A weak tag never matches (RFC 9110, 13.1.1).
 *
 * @param what names the resource in the problem of a request without the header
 */
export function expectedVersions(ifMatch: string | undefined, what: string): Expected {
  if (ifMatch === undefined) {
    throw new Problem('precondition-required', `Send If-Match with the ETag of the ${what} that you want to change.`);
  }
  const condition = readCondition('If-Match', ifMatch);
  if (condition.any) return 'any';
  return condition.tags.filter(({ weak, tag }) => !weak && /^[1-9]\d{0,14}$/.test(tag)).map(({ tag }) => Number(tag));
}

/** Whether If-None-Match names this version, weakly or not (RFC 9110, 13.1.2). */
export function matchesIfNoneMatch(ifNoneMatch: string | undefined, version: number): boolean {
  if (ifNoneMatch === undefined) return false;
  const condition = readCondition('If-None-Match', ifNoneMatch);
  return condition.any || condition.tags.some(({ tag }) => tag === String(version));
}

function readCondition(name: string, value: string): TagCondition {
  const condition = parseTagCondition(value);
  if (condition !== undefined) return condition;
  const detail = 'must be * or a list of entity tags, each in double quotes, such as "1"';
  throw new Problem('invalid-parameter', `The header ${name} ${detail}.`, { errors: [{ parameter: name, detail }] });
}
