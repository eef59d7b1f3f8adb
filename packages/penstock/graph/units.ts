const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const;

/** A time as a person says it: `90 s`, `6 h`, `14 d`. The largest unit of which there are whole ones, from two on. */
export function duration(seconds: number): string {
  const unit = units.find(([, size]) => seconds % size === 0 && seconds / size >= 2);
  return unit === undefined ? `${seconds} s` : `${seconds / unit[1]} ${unit[0]}`;
}

/** Milliseconds as seconds: `3 s`, `0.5 s`. */
export const milliseconds = (value: number): string => duration(value / 1000);

/** `'` without what all names of a stage begin with. */
export const shortOf = (name: string, prefix: string): string =>
  name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;

/** What all the names begin with, up to its last hyphen; empty where there are fewer than two. */
export function prefixOf(names: readonly string[]): string {
  const [first, ...others] = names;
  if (first === undefined || others.length === 0) return '';
  const same = [...first].findIndex((letter, at) => others.some((other) => other[at] !== letter));
  const common = same === -1 ? first : first.slice(0, same);
  return common.slice(0, common.lastIndexOf('-') + 1);
}
