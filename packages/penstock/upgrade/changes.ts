import { isBetween } from './version.ts';

/** The sections of a changelog (Keep a Changelog) about the versions of an upgrade, newest first. */
export function changesBetween(changelog: string, before: string, now: string): string {
  const sections = changelog.split(/^(?=## )/m).filter((section) => {
    const [, version] = /^## \[?v?(\d+\.\d+\.\d+)/.exec(section) ?? [];
    return version !== undefined && isBetween(version, before, now);
  });
  return sections.map((section) => section.trimEnd()).join('\n\n');
}
