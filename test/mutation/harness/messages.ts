/** What a worker is asked: the cases of a file and the mutants that each reaches, or whether a mutant is noticed. */
export type Task =
  | { readonly kind: 'survey'; readonly folder: string; readonly testFile: string }
  | { readonly kind: 'try'; readonly folder: string; readonly mutant: number; readonly runs: readonly Run[] };

/** Cases of one test file, in this order. */
export interface Run {
  readonly testFile: string;
  readonly cases: readonly TimedCase[];
}

export interface TimedCase {
  readonly name: string;
  /** What it takes without a mutant. */
  readonly milliseconds: number;
}

export interface Survey {
  readonly testFile: string;
  readonly cases: readonly SurveyedCase[];
  /** Mutants that loading the file reaches: they decide what there is, so every case may notice them. */
  readonly atLoad: readonly number[];
}

export interface SurveyedCase extends TimedCase {
  readonly mutants: readonly number[];
}

export interface Trial {
  /** The case that failed; absent when none did. */
  readonly killer?: { readonly testFile: string; readonly name: string };
}

/** A failure has nothing to do with a mutant: the tests themselves fail. */
export type Reply = { readonly survey: Survey } | { readonly trial: Trial } | { readonly failure: string };
