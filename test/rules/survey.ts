import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RuleId, rules } from 'penstock-rules';
import { asObject } from 'penstock-rules/json';
import { defaultLimits } from 'penstock-rules/limits';
import type { Rule, SynthesizedStack, Violation } from 'penstock-rules/rule';

export interface Finding extends Violation {
  readonly app: string;
  readonly rule: RuleId;
}

export interface Crash {
  readonly app: string;
  readonly rule: RuleId;
  readonly error: string;
}

export interface SurveyedApp {
  readonly app: string;
  readonly templates: number;
  readonly resources: number;
  readonly findings: readonly Finding[];
  readonly crashes: readonly Crash[];
}

/**
 * Judges the templates of a folder with one folder for each app. The templates of one folder within it are one assembly,
 * and are judged together.
 */
export function survey(folder: string, applied: readonly Rule<RuleId>[] = rules): readonly SurveyedApp[] {
  const paths = globSync('**/*.template.json', { cwd: folder }).toSorted();
  return [...Map.groupBy(paths, (path) => path.split(/[\\/]/)[0] as string)].map(([app, ofApp]) => {
    const assemblies = [...Map.groupBy(ofApp, dirname).values()].map((files) =>
      files.map((path) => read(folder, path)),
    );
    const results = assemblies.flatMap((stacks) => applied.map((rule) => judge(app, rule, stacks)));
    return {
      app,
      templates: ofApp.length,
      resources: assemblies
        .flat()
        .reduce((sum, { template }) => sum + Object.keys(asObject(template.Resources)).length, 0),
      findings: results.flatMap(({ findings }) => findings),
      crashes: results.flatMap(({ crashes }) => crashes),
    };
  });
}

const read = (folder: string, path: string): SynthesizedStack => ({
  name: path,
  region: '',
  template: JSON.parse(readFileSync(join(folder, path), 'utf8')),
});

function judge(
  app: string,
  { id: rule, check }: Rule<RuleId>,
  stacks: readonly SynthesizedStack[],
): Pick<SurveyedApp, 'findings' | 'crashes'> {
  try {
    return {
      findings: check({ stacks, limits: defaultLimits }).map((found) => ({ ...found, app, rule })),
      crashes: [],
    };
  } catch (thrown) {
    return { findings: [], crashes: [{ app, rule, error: String(thrown) }] };
  }
}

/** How often each rule found something, the most frequent first. */
export const countsOf = (findings: readonly Finding[]): readonly (readonly [RuleId, number])[] =>
  [...Map.groupBy(findings, ({ rule }) => rule)]
    .map(([rule, found]) => [rule, found.length] as const)
    .toSorted(([, a], [, b]) => b - a);
