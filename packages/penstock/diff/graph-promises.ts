import type { Directed, DirectiveValues } from '../contract/graph/diff/directed.ts';
import { asStrings } from '../contract/json.ts';
import type { PromiseChange } from './policies.ts';
import { securityChanges, type Way } from './security.ts';

/** What directives say that became another, of something that both graphs have. */
export function directiveChanges(was: Directed, is: Directed): readonly PromiseChange[] {
  const both = (name: string) => [was.directives.get(name), is.directives.get(name)] as const;
  return [
    ...costChanges(was, is),
    ...listSizeChanges(...both('listSize')),
    ...securityChanges(waysOf(was), waysOf(is)),
    ...retirementChanges(was, is),
    ...cacheChanges(...both('cacheControl')),
    ...useCaseChanges(...both('useCase')),
  ];
}

type Values = DirectiveValues | undefined;

const weightOf = ({ directives, weight }: Directed): number => Number(directives.get('cost')?.weight ?? weight);

function costChanges(was: Directed, is: Directed): readonly PromiseChange[] {
  const [before, after] = [weightOf(was), weightOf(is)];
  if (before === after) return [];
  const rule = after > before ? ('cost-raised' as const) : ('cost-lowered' as const);
  return [{ rule, message: `@cost ${before} became ${after}` }];
}

const slicingIn = (values: Values): readonly string[] => asStrings(values?.slicingArguments);
const requiresOne = (values: Values): boolean =>
  slicingIn(values).length > 0 && values?.requireOneSlicingArgument !== false;

/** The assumed size bounds what a slicing argument may say, so that a lower one refuses what was taken. */
function listSizeChanges(was: Values, is: Values): readonly PromiseChange[] {
  const [before, after] = [was, is].map((values) => values?.assumedSize);
  const sizes = `@listSize assumedSize ${String(before ?? 'none')} became ${String(after ?? 'none')}`;
  const [low, high] = [before, after].map((size) => (typeof size === 'number' ? size : Number.POSITIVE_INFINITY));
  const isCap = slicingIn(was).length > 0 && slicingIn(is).length > 0 && Number(high) < Number(low);
  const changes: PromiseChange[] = [];
  if (isCap) changes.push({ rule: 'list-size-capped', message: sizes });
  else if (typeof before === 'number' && typeof after === 'number' && before !== after) {
    changes.push({ rule: after > before ? 'list-size-raised' : 'list-size-lowered', message: sizes });
  } else if (before !== after) changes.push({ rule: 'list-size-changed', message: sizes });
  if (requiresOne(is) && !requiresOne(was)) {
    changes.push({ rule: 'slicing-argument-required', message: `asks for one of ${slicingIn(is).join(', ')} now` });
  } else if (membersOf(was) !== membersOf(is)) {
    changes.push({ rule: 'list-size-changed', message: `@listSize ${membersOf(was)} became ${membersOf(is)}` });
  }
  return changes;
}

const membersOf = (values: Values): string =>
  [...slicingIn(values), ...asStrings(values?.sizedFields)].toSorted().join(', ') || 'without members';

/** Whoever asks the graph has shown who it is: a field without the directive needs no scope beside. */
function waysOf({ directives }: Directed): readonly Way[] {
  const { scopes } = directives.get('requiresScopes') ?? {};
  const ways = Array.isArray(scopes) ? scopes.map(asStrings) : [[]];
  return ways.map((all) => new Map([['scopes', all]]));
}

function retirementChanges(was: Directed, is: Directed): readonly PromiseChange[] {
  const [before, after] = [was, is].map(({ directives }) => directives.get('sunset')?.date);
  if (!was.directives.has('deprecated') && is.directives.has('deprecated')) {
    return [{ rule: 'field-deprecated', message: `is deprecated until ${String(after ?? 'no date')}` }];
  }
  if (was.directives.has('deprecated') && !is.directives.has('deprecated')) {
    return [{ rule: 'field-no-longer-deprecated', message: 'is no longer deprecated' }];
  }
  if (typeof before !== 'string' || typeof after !== 'string' || before === after) return [];
  const rule = after < before ? ('sunset-brought-forward' as const) : ('sunset-put-off' as const);
  return [{ rule, message: `@sunset ${before} became ${after}` }];
}

function cacheChanges(was: Values, is: Values): readonly PromiseChange[] {
  const [before = 0, after = 0] = [was, is].map((values) => Number(values?.maxAge ?? 0));
  if (before === after) return [];
  const rule = after > before ? ('cache-lengthened' as const) : ('cache-shortened' as const);
  return [{ rule, message: `@cacheControl maxAge ${before} became ${after}` }];
}

function useCaseChanges(was: Values, is: Values): readonly PromiseChange[] {
  const [before, after] = [was, is].map((values) => values?.operationId);
  if (before === undefined || after === undefined || before === after) return [];
  return [{ rule: 'use-case-changed', message: `@useCase ${String(before)} became ${String(after)}` }];
}
