/** The parts of a version, `1.2.3`, to compare; what follows a hyphen does not count. */
const partsOf = (version: string): readonly number[] => version.replace(/-.*$/, '').split('.').map(Number);

/** Below 0, 0 or above 0, as `a` is before, at or after `b`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

/** Whether a version comes with an upgrade: after the one that was, up to the one that is. */
export const isBetween = (version: string, before: string, now: string): boolean =>
  compareVersions(version, before) > 0 && compareVersions(version, now) <= 0;
