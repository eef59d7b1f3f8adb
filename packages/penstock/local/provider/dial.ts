/** What is wrong with the simulated provider. */
export interface ProviderFaults {
  /** Added to every request. */
  readonly latencyMs: number;
  /** Chance that a request answers 500 before anything is recorded. */
  readonly errorRate: number;
  /** Whether requests get no answer at all. */
  readonly hang: boolean;
  /** Chance that a request is declined; the same for every attempt under a key. */
  readonly declineRate: number;
  /** Whether connections are refused: nothing listens, this dial's own path included. */
  readonly refuse: boolean;
  /** Chance that a request is recorded and its answer is lost. */
  readonly loseAnswerRate: number;
  /** Draws the errors, the lost answers and the declines. */
  readonly seed: number;
}

export const healthy: ProviderFaults = {
  latencyMs: 0,
  errorRate: 0,
  hang: false,
  declineRate: 0,
  refuse: false,
  loseAnswerRate: 0,
  seed: 1,
};

const checks: Readonly<Record<string, { readonly expected: string; readonly holds: (value: unknown) => boolean }>> = {
  latencyMs: { expected: 'a number from 0 to 60000', holds: (value) => between(value, 0, 60_000) },
  errorRate: { expected: 'a number from 0 to 1', holds: (value) => between(value, 0, 1) },
  hang: { expected: 'true or false', holds: (value) => typeof value === 'boolean' },
  declineRate: { expected: 'a number from 0 to 1', holds: (value) => between(value, 0, 1) },
  refuse: { expected: 'true or false', holds: (value) => typeof value === 'boolean' },
  loseAnswerRate: { expected: 'a number from 0 to 1', holds: (value) => between(value, 0, 1) },
  seed: { expected: 'an integer', holds: Number.isInteger },
};

/** Everything in a dial that cannot be. */
export function dialMistakes(dial: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(dial).flatMap(([name, value]) => {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) return [`${name} is none of ${Object.keys(checks).join(', ')}`];
    return check.holds(value) ? [] : [`${name} is ${check.expected}, received ${JSON.stringify(value)}`];
  });
}

function between(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}
