import { count, formatFindings } from '../contract/finding.ts';
import { asObject, type JsonObject } from '../contract/json.ts';
import type { PlacedChange } from './change.ts';
import type { GraphChanges } from './graph.ts';
import type { Level } from './rules.ts';

export interface PrintOptions {
  readonly color?: boolean;
  readonly markdown?: boolean;
  /** Safe changes too. */
  readonly all?: boolean;
}

const paints: Readonly<Record<Level, number>> = { breaking: 31, risky: 33, safe: 32 };

/** The changes, the worst first, and how many there are of each kind. */
export function printChanges(changes: readonly PlacedChange[], base: string, options: PrintOptions = {}): string {
  if (changes.length === 0) return `Nothing that the contract promises has changed since ${base}.`;
  const shown = options.all === true ? changes : changes.filter(({ level }) => level !== 'safe');
  const blocks = options.markdown === true ? markdown(shown) : shown.map((change) => block(change, options));
  return [...blocks, ...(blocks.length > 0 && options.markdown === true ? [''] : []), summary(changes, options)].join(
    '\n',
  );
}

/** What the graph breaks, and with --all what no client would notice; nothing where there is neither. */
export function printGraph({ breaking, unused }: GraphChanges, options: PrintOptions): string {
  const { color = false, all = false } = options;
  const safe = all ? unused.map((message) => ['safe', '', `${message}; no document of a client uses it`, '']) : [];
  if (options.markdown === true) {
    const places = breaking.map(({ rule, message, file, line }) => ['breaking', rule, message, `${file}:${line}`]);
    const rows = [...places, ...safe].map((row) => `| ${row.map(cell).join(' | ')} |`);
    return rows.length === 0
      ? ''
      : `${['', '| | rule | change of the graph | place |', '| --- | --- | --- | --- |', ...rows].join('\n')}\n`;
  }
  const blocks = [
    ...(breaking.length === 0 ? [] : ['The graph breaks its clients:', formatFindings(breaking, { color })]),
    ...safe.map(([level = '', , message]) => `${level.padEnd(8)}  ${message}`),
  ];
  return blocks.map((text) => `${text}\n`).join('');
}

function block({ level, rule, message, reaches, place, fix }: PlacedChange, { color = false }: PrintOptions): string {
  const paint = (code: number, text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  return [
    `${paint(paints[level], level.padEnd(8))}  ${paint(1, rule)}  ${reached(reaches)}: ${message}`,
    `    at   ${paint(2, place)}`,
    ...(fix === undefined ? [] : [`    fix  ${fix}`]),
  ].join('\n');
}

function markdown(changes: readonly PlacedChange[]): readonly string[] {
  if (changes.length === 0) return [];
  const rows = changes.map(({ level, rule, message, reaches, place }) =>
    [level, `\`${rule}\``, reached(reaches), message, `\`${place}\``].map(cell).join(' | '),
  );
  return ['| | rule | of | change | place |', '| --- | --- | --- | --- | --- |', ...rows.map((row) => `| ${row} |`)];
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const reached = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;

function summary(changes: readonly PlacedChange[], { all = false }: PrintOptions): string {
  const of = (level: Level) => changes.filter((change) => change.level === level).length;
  const hidden = !all && of('safe') > 0 ? '; --all shows those that are safe' : '';
  return `${count(changes.length, 'change')}: ${of('breaking')} breaking, ${of('risky')} risky, ${of('safe')} safe${hidden}`;
}

/** Whether the contract's version says that it breaks with the one before (semver: a higher major number). */
export function isNewVersion(base: JsonObject, head: JsonObject): boolean {
  const [was, is] = [base, head].map((root) => Number.parseInt(String(asObject(root.info).version), 10));
  return was !== undefined && is !== undefined && is > was;
}
