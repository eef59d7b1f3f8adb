import type { RuleDefinition } from './definition.ts';
import type { Schedule } from './schedule.ts';

/** Lets rules come due at their times. */
export interface RuleClock {
  /** Has these rules from now on; one whose schedule stays goes on with it. */
  define(rules: readonly RuleDefinition[]): void;
  close(): void;
}

/** The longest that a timer of Node waits. */
const longestWaitMs = 2 ** 31 - 1;

/** @param due hears of a rule and its time, in milliseconds since the epoch */
export function createRuleClock(due: (ruleArn: string, at: number) => void, now = Date.now): RuleClock {
  const running = new Map<string, { readonly expression: string; readonly stop: () => void }>();
  const stop = (arn: string) => {
    running.get(arn)?.stop();
    running.delete(arn);
  };
  const start = (arn: string, schedule: Schedule) => {
    let timer: NodeJS.Timeout | undefined;
    const wait = (at: number | undefined) => {
      if (at === undefined) return;
      timer = setTimeout(
        () => {
          if (now() < at) return wait(at);
          wait(schedule.next(at));
          due(arn, at);
        },
        Math.min(longestWaitMs, Math.max(0, at - now())),
      ).unref();
    };
    wait(schedule.next(now()));
    running.set(arn, { expression: schedule.expression, stop: () => clearTimeout(timer) });
  };
  return {
    define: (rules) => {
      const wanted = new Map(rules.flatMap(({ arn, schedule }) => (schedule === undefined ? [] : [[arn, schedule]])));
      for (const [arn, { expression }] of running) if (wanted.get(arn)?.expression !== expression) stop(arn);
      for (const [arn, schedule] of wanted) if (!running.has(arn)) start(arn, schedule);
    },
    close: () => {
      for (const arn of [...running.keys()]) stop(arn);
    },
  };
}
