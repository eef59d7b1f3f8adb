/**
 * Fills `{names}` of a path with encoded values.
 *
 * @throws TypeError for a value that is missing or would name another path: an empty one, `.` and `..`
 */
export function filled(template: string, params: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = params[name] === undefined ? '' : String(params[name]);
    if (['', '.', '..'].includes(value))
      throw new TypeError(`${name}: received ${JSON.stringify(params[name])}, expected a part of the path ${template}`);
    return encodeURIComponent(value);
  });
}
