import { isObject } from '../json.ts';

/** Takes the value at an `InputPath` out of an event; undefined where there is none. */
export type InputPath = (event: unknown) => unknown;

/**
 * Compiles the part of JSONPath that rule targets use: `$`, `$.detail`, `$.detail.items[0]`, `$.detail-type`.
 *
 * @returns undefined where the path is not of that form
 */
export function compileInputPath(path: string): InputPath | undefined {
  if (!/^\$(\.[\w-]+|\[\d+\])*$/.test(path)) return undefined;
  const steps = (path.match(/[\w-]+|\[\d+\]/g) ?? []).map((step) => (step.startsWith('[') ? step.slice(1, -1) : step));
  return (event) =>
    steps.reduce<unknown>((value, step) => {
      if (Array.isArray(value)) return value[Number(step)];
      return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    }, event);
}
