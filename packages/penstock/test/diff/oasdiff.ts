import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportingUserErrors } from '../../cli/run-command.ts';
import { table } from '../../cli/table.ts';
import { UserError } from '../../cli/user-error.ts';
import type { Level } from '../../diff/rules.ts';
import { breaks, type Case, harmless, risks } from './cases.ts';
import { type Edit, editedSample } from './changed.ts';

/** Which of them is worse is what is compared: oasdiff knows 3 for an error, 2 for a warning, 1 for a note. */
const levels: readonly Level[] = ['safe', 'safe', 'risky', 'breaking'];

/** What oasdiff does not see: it knows neither our policies nor our events. */
const ours = /^(throttle|timeout|idempotency|slo|concurrency|plan|event|page)-|^sunset-|^operation-sunset$/;

/** Where we judge otherwise, and why. */
const otherwise: Readonly<Record<string, string>> = {
  'request-default-changed': 'a request without it means something else',
  'parameter-style-changed': 'it does not look at style',
  'a choice is demanded': 'it sees no oneOf where there was none',
  'members that are not listed are refused': 'it does not look at additionalProperties',
  'members that are not listed get a schema': 'it does not look at additionalProperties',
  'members that are not listed may be anything': 'it does not look at additionalProperties',
  'a oneOf becomes an anyOf': 'an anyOf takes whatever the oneOf did',
  'request-property-refused': 'the body is closed, so who sends it is refused',
  'a callback goes': 'it lets a callback go',
  'alternatives are told apart by another property': 'to it that is a note',
  'operation-renamed': 'keys of idempotency and methods of clients are named by it',
  'request-schema-changed': 'it does not look at not',
  'response-property-removed': 'some client reads it where it is',
  'header-removed': 'some client reads it where it is',
};

interface Judged {
  readonly name: string;
  readonly rule: string;
  readonly ours: Level;
  readonly theirs: Level;
  readonly why: string;
}

await reportingUserErrors(async () => {
  const binary = process.env.OASDIFF ?? 'oasdiff';
  requireOasdiff(binary);
  const folder = mkdtempSync(join(tmpdir(), 'oasdiff-'));
  try {
    const judge = (level: Level, cases: readonly Case[]): readonly Judged[] =>
      cases
        .filter(([, rule]) => !ours.test(rule))
        .map(([name, rule, edits, before = []]) => {
          const theirs = verdict(binary, folder, before, edits);
          return { name, rule, ours: level, theirs, why: otherwise[name] ?? otherwise[rule] ?? '' };
        });
    const all = [...judge('breaking', breaks), ...judge('risky', risks), ...judge('safe', harmless)];
    report(all);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function requireOasdiff(binary: string): void {
  try {
    execFileSync(binary, ['--version'], { stdio: 'ignore' });
  } catch {
    throw new UserError(
      'oasdiff is not there.\n    received no such command\n    expected oasdiff 1.37.0 in the path, or OASDIFF=/path\n    fix      go install github.com/oasdiff/oasdiff@v1.37.0',
    );
  }
}

function verdict(binary: string, folder: string, before: readonly Edit[], edits: readonly Edit[]): Level {
  const write = (name: string, all: readonly Edit[]) => {
    const { 'x-penstock-events': _, ...document } = editedSample(all);
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(document));
    return file;
  };
  const base = write('base', before);
  const head = write('head', [...before, ...edits]);
  const printed = execFileSync(binary, ['changelog', base, head, '--format', 'json'], { encoding: 'utf8' });
  const changes = JSON.parse(printed === '' ? '[]' : printed) as { readonly level: number }[];
  return levels[Math.max(1, ...changes.map(({ level }) => level))] ?? 'safe';
}

function report(all: readonly Judged[]): void {
  const apart = all.filter(({ ours, theirs }) => ours !== theirs);
  const rows = apart.map(({ name, rule, ours, theirs, why }) => [name, rule, ours, theirs, why]);
  if (rows.length > 0) process.stdout.write(`${table(['change', 'rule', 'ours', 'oasdiff', 'why'], rows)}\n\n`);
  process.stdout.write(
    `${all.length} changes of the standard part, ${all.length - apart.length} judged as oasdiff does\n`,
  );
  const unexplained = apart.filter(({ why }) => why === '');
  if (unexplained.length > 0) {
    throw new UserError(`${unexplained.length} judged otherwise, without a reason: mend the rule, or say why.`);
  }
}
