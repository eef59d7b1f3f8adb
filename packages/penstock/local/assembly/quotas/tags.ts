import { isObject, list } from '../../json.ts';

const most = 50;

/**
 * What is wrong with the tags of a resource.
 *
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html#id_tags_naming_best_practices
 */
export function tagsProblem(tags: unknown): string | undefined {
  const found = isObject(tags)
    ? Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
    : list(tags).filter(isObject);
  if (found.length > most) return `has at the most ${most} tags, received ${found.length}.`;
  for (const { Key, Value } of found) {
    const key = String(Key);
    if (/^aws:/i.test(key)) return `a tag's key does not begin with aws:, received ${key}.`;
    if (key.length < 1 || key.length > 128) return `a tag's key has 1 to 128 characters, received ${key.length}.`;
    if (String(Value).length > 256) return `a tag's value has at the most 256 characters, received ${key}.`;
  }
  return undefined;
}
