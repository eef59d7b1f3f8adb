import { everyOrigin } from '../contract/cors.ts';
import { asObject, asStrings, type JsonObject } from '../contract/json.ts';
import { child, type Node } from '../contract/node.ts';
import { type Found, found, type Reached, removed } from './change.ts';
import type { Roots } from './schema/pair.ts';

/** The pages that may call the API. */
export function compareCors({ base, head }: Roots): readonly Reached[] {
  const [was, is] = [corsOf(base), corsOf(head)];
  const [before, after] = [originsOf(was), originsOf(is)];
  const changes: readonly Found[] = [
    ...before
      .filter((origin) => !allows(after, origin))
      .map((origin) => removed('page-origin-removed', `pages of ${named(origin)} are let in no more`, origins(was))),
    ...after
      .filter((origin) => !allows(before, origin))
      .map((origin) => found('page-origin-added', `pages of ${named(origin)} are let in`, origins(is))),
    ...compareCredentials(was, is),
  ];
  return changes.map((change) => ['web pages', change]);
}

function compareCredentials(was: Node, is: Node): readonly Found[] {
  const [before, after] = [was, is].map(({ value }) => asObject(value).credentials === true);
  if (before === after || was.value === undefined || is.value === undefined) return [];
  const [rule, change] = after
    ? (['page-credentials-allowed', 'false became true'] as const)
    : (['page-credentials-refused', 'true became false'] as const);
  return [found(rule, `credentials of pages ${change}`, is)];
}

const corsOf = (root: JsonObject): Node => child({ value: root, pointer: '' }, 'x-penstock-cors');
const origins = (cors: Node): Node => child(cors, 'origins');
const originsOf = (cors: Node): readonly string[] => asStrings(origins(cors).value);
const allows = (all: readonly string[], origin: string): boolean => all.includes(origin) || all.includes(everyOrigin);
const named = (origin: string): string => (origin === everyOrigin ? 'every origin' : origin);
