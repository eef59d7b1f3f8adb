import { UserError } from '../cli/user-error.ts';

/** Requests that a stage gets. */
export interface Load {
  /** Requests per second, in all regions together. */
  readonly rps: number;
  /** Operation to its part of them; absent: each the same. */
  readonly mix?: ReadonlyMap<string, number>;
}

/** @throws UserError naming what is not understood of `--rps` and `--mix` */
export function readLoad(rps: string | undefined, mix: string | undefined): Load | undefined {
  if (rps === undefined) {
    if (mix === undefined) return undefined;
    throw new UserError('--mix says how the requests of --rps are spread; give both, such as --rps 100.');
  }
  const number = Number(rps);
  if (!/^\d+(\.\d+)?$/.test(rps) || number <= 0 || number > 1_000_000) {
    throw new UserError(`--rps is a number of requests a second, up to 1000000, received ${JSON.stringify(rps)}.`);
  }
  return { rps: number, ...(mix === undefined ? {} : { mix: readMix(mix) }) };
}

function readMix(mix: string): ReadonlyMap<string, number> {
  const parts = mix.split(',').map((part) => {
    const [, name = '', share = ''] = /^\s*(\w+)=(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
    if (name === '') throw new UserError(notUnderstood(mix, `${JSON.stringify(part)} is not OPERATION=SHARE`));
    return [name, Number(share)] as const;
  });
  const sum = parts.reduce((all, [, share]) => all + share, 0);
  if (Math.abs(sum - 1) > 0.001) throw new UserError(notUnderstood(mix, `the shares make ${round(sum)}, not 1`));
  return new Map(parts);
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

const notUnderstood = (mix: string, why: string): string =>
  `--mix is not understood: ${why}.\n    received ${mix}\n    expected shares that make 1, such as createParcel=0.2,getParcel=0.8`;

/** The part of each operation. @throws UserError for one that the stage has not */
export function sharesOf({ mix }: Load, operations: readonly string[]): ReadonlyMap<string, number> {
  if (mix === undefined) return new Map(operations.map((name) => [name, 1 / operations.length]));
  const unknown = [...mix.keys()].filter((name) => !operations.includes(name));
  if (unknown.length === 0) return mix;
  throw new UserError(
    `--mix names no operation of the stage.\n    received ${unknown.join(', ')}\n    expected ${operations.join(', ')}`,
  );
}
