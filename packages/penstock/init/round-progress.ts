import { type ProgressOutput, progressOn } from '../cli/progress.ts';
import { count } from '../contract/finding.ts';

export interface RoundProgress {
  readonly show: (round: number, findings: number) => void;
  readonly done: () => void;
}

/** A document that takes no longer than this needs no sign of life. */
const quietMs = 2000;

/** How far the rounds are, once they take long: a document of some megabytes has five to ten. */
export function roundProgress(output: ProgressOutput, now: () => number = () => performance.now()): RoundProgress {
  const progress = progressOn(output, now);
  const startedAt = now();
  return {
    show: (round, findings) => {
      if (now() - startedAt < quietMs) return;
      progress.show(`Completing the document, round ${round}: ${count(findings, 'finding')} left`);
    },
    done: () => progress.done(),
  };
}
