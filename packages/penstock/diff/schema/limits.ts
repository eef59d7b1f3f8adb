import { type Found, found } from '../change.ts';
import { narrowed, ruleFor, type Views, widened } from './pair.ts';
import { type Bound, bounds, list, without } from './view.ts';

/** What a value by itself may be: its type, its values, its size, its text. */
export function compareLimits(views: Views): readonly Found[] {
  return [
    ...compareTypes(views),
    ...compareValues(views),
    ...Object.keys(bounds).flatMap((bound) => compareBound(views, bound as Bound)),
    ...compareMultiple(views),
    ...compareUnique(views),
    ...compareFormats(views),
    ...comparePatterns(views),
    ...compareDefaults(views),
  ];
}

function compareTypes(views: Views): readonly Found[] {
  const { before, after } = views;
  return compareSets(views, before.types, after.types, {
    lost: (names) => narrowed(views, `type ${names} is no longer taken`),
    gained: (names) => widened(views, `type ${names} is new`),
    one: 'a type',
  });
}

function compareValues(views: Views): readonly Found[] {
  const { direction, name, before, after } = views;
  return compareSets(views, before.values, after.values, {
    lost: (values) => narrowed(views, `value ${values} is gone`),
    gained: (values) =>
      direction === 'request'
        ? widened(views, `value ${values} is new`)
        : found(ruleFor(direction, 'value-added'), `${name}: value ${values} is new`, after.node),
    one: 'a list of values',
  });
}

interface Said {
  readonly lost: (values: string) => Found;
  readonly gained: (values: string) => Found;
  readonly one: string;
}

function compareSets(
  views: Views,
  before: ReadonlySet<string> | undefined,
  after: ReadonlySet<string> | undefined,
  { lost, gained, one }: Said,
): readonly Found[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined)
    return [narrowed(views, `had no ${one.slice(2)}, and now has ${one}: ${list(after ?? [])}`)];
  if (after === undefined) return [widened(views, `had ${one}, and now has none: ${list(before)}`)];
  const gone = without(before, after);
  const added = without(after, before);
  return [...(gone.size > 0 ? [lost(list(gone))] : []), ...(added.size > 0 ? [gained(list(added))] : [])];
}

function compareBound(views: Views, bound: Bound): readonly Found[] {
  const before = views.before.bounds[bound];
  const after = views.after.bounds[bound];
  if (before === after) return [];
  const said = `${bound} ${before ?? 'none'} became ${after ?? 'none'}`;
  const none = bounds[bound] === 'lower' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const raised = (after ?? none) > (before ?? none);
  return [raised === (bounds[bound] === 'lower') ? narrowed(views, said) : widened(views, said)];
}

function compareMultiple(views: Views): readonly Found[] {
  const before = views.before.multipleOf;
  const after = views.after.multipleOf;
  if (before === after) return [];
  const said = `multipleOf ${before ?? 'none'} became ${after ?? 'none'}`;
  const takesAll = after === undefined || (before !== undefined && Number.isInteger(before / after));
  return [takesAll ? widened(views, said) : narrowed(views, said)];
}

function compareUnique(views: Views): readonly Found[] {
  const { before, after } = views;
  if (before.unique === after.unique) return [];
  return [after.unique ? narrowed(views, 'items must differ now') : widened(views, 'items may be alike now')];
}

/** A format that a value had is a promise to who reads it, and a demand on who sends it. */
function compareFormats(views: Views): readonly Found[] {
  const before = new Set(views.before.formats);
  const after = new Set(views.after.formats);
  const gone = without(before, after);
  const added = without(after, before);
  return [
    ...(added.size > 0 ? [narrowed(views, `format ${list(added)} is new`)] : []),
    ...(gone.size > 0 ? [widened(views, `format ${list(gone)} is gone`)] : []),
  ];
}

/** Whether one pattern matches all that another does is not to be told from how they look. */
function comparePatterns(views: Views): readonly Found[] {
  const { direction, name, before, after } = views;
  if (list(before.patterns) === list(after.patterns)) return [];
  const said = `pattern ${list(before.patterns) || 'none'} became ${list(after.patterns) || 'none'}`;
  if (after.patterns.length === 0) return [widened(views, said)];
  if (before.patterns.length === 0) {
    return [
      direction === 'request' ? found('request-pattern-added', `${name}: ${said}`, after.node) : narrowed(views, said),
    ];
  }
  return [found(ruleFor(direction, 'pattern-changed'), `${name}: ${said}`, after.node)];
}

function compareDefaults({ direction, name, before, after }: Views): readonly Found[] {
  if (direction !== 'request' || before.byDefault === after.byDefault) return [];
  const said = `default ${before.byDefault ?? 'none'} became ${after.byDefault ?? 'none'}`;
  return [found('request-default-changed', `${name}: ${said}`, after.node)];
}
