const form = /^P(?!$)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const units = [86_400, 3600, 60, 1];

/**
 * An ISO 8601 duration in seconds; undefined when it is none. Years, months and fractions have no place here: the first
 * two have no fixed length, and queues count whole seconds.
 */
export function seconds(duration: string): number | undefined {
  const [, ...parts] = form.exec(duration) ?? [];
  if (parts.length === 0) return undefined;
  return units.reduce((sum, unit, index) => sum + unit * Number(parts[index] ?? 0), 0);
}
