import { existsSync } from 'node:fs';
import { UserError } from '../cli/user-error.ts';
import { isObject, type JsonObject, object } from '../local/json.ts';
import { readYaml } from './yaml.ts';

/** What a template does not say. */
export interface Assumptions {
  /** Milliseconds that a function works on a call, a message or a record. */
  readonly durationMs: number;
  /** Of an item of a table, and of an event. */
  readonly itemKb: number;
  /** Items that a query reads. */
  readonly pageItems: number;
  /** Of a call of a function, and of a line of the access log. */
  readonly logKb: number;
  /** Calls with one token while the authorizer's answer for it is cached. */
  readonly callsPerToken: number;
  /** Messages or records that a function takes at once; no more than its event source allows. */
  readonly batch: number;
  /** Of requests, 0 to 1: X-Ray's default rule records the first in a second and 5 % of the others. */
  readonly traceShare: number;
  /** Function to type of event, or `none`; of a function that is not here, an event reaches every rule. */
  readonly publishes: Readonly<Record<string, string>>;
  /** Function to action to how often it does it in a call; once by default. */
  readonly calls: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export const usual: Assumptions = {
  durationMs: 100,
  itemKb: 1,
  pageItems: 20,
  logKb: 1,
  callsPerToken: 10,
  batch: 1,
  traceShare: 0.05,
  publishes: {},
  calls: {},
};

/** Where an app says what it assumes. */
export const usualFile = 'lib/cost.yaml';

/**
 * What a file assumes, and the usual where it says nothing.
 *
 * @param file absent: the usual one, which may not be there
 * @throws UserError naming each member that is not understood
 */
export function readAssumptions(file?: string): Assumptions {
  const path = file ?? usualFile;
  if (!existsSync(path)) {
    if (file === undefined) return usual;
    throw new UserError(`${file} is not there.\n    expected a YAML file such as docs/reference/cost.md shows`);
  }
  const given: unknown = readYaml(path) ?? {};
  const problems = problemsOf(given);
  if (problems.length > 0) throw new UserError([`${path} is not understood.`, ...problems].join('\n    '));
  return { ...usual, ...object(given) };
}

function problemsOf(given: unknown): readonly string[] {
  if (!isObject(given)) return ['expected members, such as durationMs: 100'];
  return Object.entries(given).flatMap(([name, value]) => {
    if (!(name in usual)) return [`${name} is none of ${Object.keys(usual).join(', ')}`];
    if (name === 'publishes') return isObject(value) ? [] : ['publishes is a type of event for each function'];
    if (name === 'calls') return callProblems(value);
    return problemOfNumber(name, value);
  });
}

function callProblems(value: unknown): readonly string[] {
  if (!isObject(value)) return ['calls is a number for each action of each function'];
  return Object.entries(value).flatMap(([name, actions]) =>
    Object.entries(object(actions) as JsonObject)
      .filter(([, count]) => typeof count !== 'number' || count < 0)
      .map(([action, count]) => `calls.${name}.${action} is a number from 0, received ${JSON.stringify(count)}`),
  );
}

function problemOfNumber(name: string, value: unknown): readonly string[] {
  const most = name === 'traceShare' ? 1 : 1_000_000;
  const least = ['batch', 'callsPerToken'].includes(name) ? 1 : 0;
  return typeof value === 'number' && value >= least && value <= most
    ? []
    : [`${name} is a number from ${least} to ${most}, received ${JSON.stringify(value)}`];
}
