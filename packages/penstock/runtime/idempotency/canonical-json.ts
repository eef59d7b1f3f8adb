/**
 * JSON with the members of every object in one order, so that equal values have equal text (after RFC 8785).
 * Takes what JSON.parse gives.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = new Map(Object.entries(value));
  const texts = [...members.keys()]
    .toSorted()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(members.get(name))}`);
  return `{${texts.join(',')}}`;
}
