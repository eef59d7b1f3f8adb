import { type Found, found } from '../change.ts';
import { compareChoices } from './choices.ts';
import { compareLimits } from './limits.ts';
import { narrowed, type Pair, ruleFor, type Views, widened } from './pair.ts';
import { compareProperties } from './properties.ts';
import { isUnchanged } from './unchanged.ts';
import { viewOf } from './view.ts';

/** What changed between two schemas, seen from whoever sends or reads the value. */
export function compareSchemas(pair: Pair): readonly Found[] {
  if (isUnchanged(pair.roots, pair.base, pair.head)) return [];
  const before = viewOf(pair.roots.base, pair.base);
  const after = viewOf(pair.roots.head, pair.head);
  const key = `${before.key} | ${after.key}`;
  if (pair.seen.has(key)) return [];
  pair.seen.add(key);
  const views: Views = {
    ...pair,
    before,
    after,
    inner: (name, base, head) => compareSchemas({ ...pair, name: `${pair.name}${name}`, base, head }),
  };
  return [
    ...compareNothing(views),
    ...compareLimits(views),
    ...compareProperties(views),
    ...compareItems(views),
    ...compareChoices(views),
    ...compareDiscriminators(views),
    ...compareRest(views),
  ];
}

function compareNothing(views: Views): readonly Found[] {
  const { before, after } = views;
  if (before.takesNothing === after.takesNothing) return [];
  return [after.takesNothing ? narrowed(views, 'has to be absent now') : widened(views, 'may be there now')];
}

function compareItems(views: Views): readonly Found[] {
  const { before, after } = views;
  if (before.items.length > 0 && after.items.length > 0) return views.inner('/*', before.items, after.items);
  if (before.items.length === after.items.length) return [];
  return before.items.length === 0
    ? [narrowed(views, 'items may be anything, and now have a schema')]
    : [widened(views, 'items had a schema, and now may be anything')];
}

function compareRest({ direction, name, before, after }: Views): readonly Found[] {
  if (before.rest === after.rest) return [];
  return [found(ruleFor(direction, 'schema-changed'), `${name}: ${before.rest} became ${after.rest}`, after.node)];
}

/** One that came or went changes no value: each alternative says by itself what it takes. */
function compareDiscriminators({ direction, name, before, after }: Views): readonly Found[] {
  const [was, is] = [before.discriminator, after.discriminator];
  if (was === undefined || is === undefined || was === is) return [];
  return [found(ruleFor(direction, 'schema-changed'), `${name}: told apart by ${is}, and were by ${was}`, after.node)];
}
