import { mistake } from './mistake.ts';

/**
 * Fills `{names}` of a path with encoded values.
 *
 * @throws TypeError for a value that is missing or would name another path: an empty one, `.` and `..`
 */
export function filled(template: string, params: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = String(params[name] ?? '');
    if (/^\.{0,2}$/.test(value)) throw new TypeError(mistake(name, params[name], `a part of the path ${template}`));
    return encodeURIComponent(value);
  });
}
