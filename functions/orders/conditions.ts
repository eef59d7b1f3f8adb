import { parseTagCondition, type TagCondition } from 'penstock/runtime/http/entity-tags';
import type { Expected } from 'penstock/runtime/items/item-update';
import { Problem } from 'penstock/runtime/problem/problem';

/** The versions that If-Match allows. A weak tag never matches (RFC 9110, 13.1.1). */
export function expectedVersions(ifMatch: string | undefined): Expected {
  if (ifMatch === undefined) {
    throw new Problem('precondition-required', 'Send If-Match with the ETag of the order that you want to change.');
  }
  const condition = readCondition('If-Match', ifMatch);
  if (condition.any) return 'any';
  return condition.tags.filter(({ weak, tag }) => !weak && /^[1-9]\d{0,14}$/.test(tag)).map(({ tag }) => Number(tag));
}

/** Whether If-None-Match names this version, weakly or not (RFC 9110, 13.1.2). */
export function isHeld(ifNoneMatch: string | undefined, version: number): boolean {
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
