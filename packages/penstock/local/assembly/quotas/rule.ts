import { type JsonObject, number, object } from '../../json.ts';

/** What CloudFormation's resource handlers refuse of one property of a type. */
export interface Rule {
  /** The property, with dots into objects; the rule is asked only where it is there. */
  readonly at: string;
  /** @returns what is wrong with the value, undefined where nothing is */
  readonly problem: (value: unknown) => string | undefined;
  /** A quota of an account, which AWS raises on request. */
  readonly canBeRaised?: true;
}

export interface Finding {
  readonly at: string;
  readonly message: string;
}

export function findings(rules: readonly Rule[], properties: JsonObject): readonly Finding[] {
  return rules.flatMap(({ at, problem }) => {
    const value = at.split('.').reduce<unknown>((owner, member) => object(owner)[member], properties);
    const message = value === undefined ? undefined : problem(value);
    return message === undefined ? [] : [{ at: `Properties.${at}`, message }];
  });
}

/** An integer, which CloudFormation takes as a string too. */
export function range(at: string, least: number, most: number, unit = ''): Rule {
  const problem = (value: unknown) => {
    const given = number(value);
    if (given !== undefined && Number.isInteger(given) && given >= least && given <= most) return undefined;
    return `is an integer from ${least} to ${most}${unit}, received ${JSON.stringify(value)}.`;
  };
  return { at, problem };
}

/** @param what the characters that the pattern takes, in words */
export function name(at: string, pattern: RegExp, most: number, what: string, least = 1): Rule {
  const problem = (value: unknown) => {
    const given = String(value);
    if (given.length >= least && given.length <= most && pattern.test(given)) return undefined;
    return `has ${least} to ${most} characters, each ${what}, received ${given.length}: ${JSON.stringify(given)}.`;
  };
  return { at, problem };
}

export function oneOf(at: string, values: readonly number[]): Rule {
  const problem = (value: unknown) => {
    const given = number(value);
    if (given !== undefined && values.includes(given)) return undefined;
    return `is one of ${values.join(', ')}, received ${JSON.stringify(value)}.`;
  };
  return { at, problem };
}

/** @param unit of the length in words */
export function length(at: string, most: number, unit: string, measure: (value: unknown) => number): Rule {
  const problem = (value: unknown) => {
    const given = measure(value);
    return given <= most ? undefined : `has at the most ${most} ${unit}, received ${given}.`;
  };
  return { at, problem };
}

export function bytesOf(value: unknown): number {
  return Buffer.byteLength(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}
