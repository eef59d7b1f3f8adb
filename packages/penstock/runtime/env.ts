/**
 * Reads the named variables; none has a default.
 * Throws one error that names every variable that is missing or empty.
 */
export function readEnvironment<Name extends string>(
  names: readonly Name[],
  source: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => source[name] === undefined || source[name] === '');
  if (missing.length > 0) throw new Error(`Missing environment variables: ${missing.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, String(source[name])])) as Record<Name, string>;
}
