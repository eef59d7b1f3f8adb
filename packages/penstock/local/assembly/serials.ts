import { isDeepStrictEqual } from 'node:util';
import { object } from '../json.ts';
import { noValue } from './intrinsics.ts';
import type { Live, LiveStack, Resource } from './live.ts';
import type { Identity, ResourceType } from './types/resource-type.ts';

/** The properties whose new values make another resource of one that is there. */
function replacing(known: ResourceType, before: Resource, property: (name: string) => unknown): readonly string[] {
  return (known.replacedBy ?? []).filter((name) => {
    const value = property(name);
    return !isDeepStrictEqual(object(before.properties)[name], value === noValue ? undefined : value);
  });
}

/** Which of the resources of its logical id one is, see `Identity.serial`. */
export function serialOf(
  known: ResourceType | undefined,
  resource: Omit<Identity, 'serial'>,
  type: string,
  { previous, live }: { readonly previous: LiveStack | undefined; readonly live: Live },
): number {
  if (known === undefined) return 0;
  const before = previous?.resources.find(({ logicalId }) => logicalId === resource.logicalId);
  const counted = live.serials.get(counterOf(known, resource));
  const next = counted === undefined ? (known.numberedBy === undefined ? 0 : 1) : counted + 1;
  if (before === undefined || before.type !== type) return next;
  const isReplaced = replacing(known, before, resource.property).length > 0;
  if (!isReplaced) return before.serial;
  return known.numberedBy === undefined ? before.serial + 1 : next;
}

/** What the serials of a resource count: those of its logical id, or what its type says. */
export function counterOf(known: ResourceType, resource: Omit<Identity, 'serial'>): string {
  return known.numberedBy?.(resource) ?? `${resource.region}/${resource.stack}/${resource.logicalId}`;
}
