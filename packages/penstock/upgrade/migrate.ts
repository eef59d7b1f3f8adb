import { changesBetween } from './changes.ts';
import type { Codemod } from './codemod.ts';
import { compareVersions, isBetween } from './version.ts';

export interface Migration {
  readonly root: string;
  /** The version that the app was written for. */
  readonly before: string;
  /** The version that it has now. */
  readonly now: string;
  readonly codemods: readonly Codemod[];
  readonly changelog: string;
}

/** Runs what lies between two versions, in their order. @returns what was done and what is new, for a person */
export function migrate({ root, before, now, codemods, changelog }: Migration): string {
  const due = codemods
    .filter(({ version }) => isBetween(version, before, now))
    .toSorted((a, b) => compareVersions(a.version, b.version));
  const done = due.flatMap(({ version, what, run }) => {
    const files = run(root);
    return [
      `${version}: ${what}`,
      ...(files.length === 0 ? ['  nothing to change'] : files.map((file) => `  ${file}`)),
    ];
  });
  const changes = changesBetween(changelog, before, now);
  return [
    `From ${before} to ${now}.`,
    ...(done.length === 0 ? ['No file of the app has to change.'] : ['Changed in the app:', ...done]),
    ...(changes === '' ? [] : ['', changes]),
  ].join('\n');
}
