import { appName } from '../cli/app-name.ts';
import type { Answered } from './apigateway/gateway.ts';
import { type Hop, hopLine } from './hops.ts';
import { isObject, type JsonObject, parseJson, text } from './json.ts';

/** A request on one short line. */
export function requestLine({ method, path, status, latency }: Omit<Answered, 'trace'>): string {
  return `${clock()} ${method} ${path} ${status} ${latency} ms`;
}

let ownName: string | undefined;

/** A text without what all names of a stage begin with; `app` is the app in whose folder a command runs. */
export function withoutStage(said: string, app?: string): string {
  ownName ??= appName(process.cwd());
  return said.replaceAll(new RegExp(`\\b${app ?? ownName}-[a-z0-9]+-(?=[a-zA-Z])`, 'g'), '');
}

/** A step of an event on one line. */
function printedHop(hop: Hop): string {
  return `${clock()} ${withoutStage(hopLine(hop))}`;
}

/**
 * What hops are printed: all where they are asked for, and otherwise those with a warning, once for each warning and kind
 * of event.
 *
 * @param verbose whether they are asked for
 */
export function hopPrinter(verbose: boolean, print: (line: string) => void): (hop: Hop) => void {
  const warned = new Set<string>();
  return (hop) => {
    const { what, warning } = hop;
    const isNew = warning !== undefined && !warned.has(`${what} ${warning}`);
    if (isNew) warned.add(`${what} ${warning}`);
    if (verbose || isNew) print(isNew ? `${printedHop(hop)} Printed once.` : printedHop(hop));
  };
}

const warnings = new Set(['WARN', 'ERROR', 'CRITICAL', 'FATAL']);

/** A log line of a function on its own: JSON in short where it is a warning or an error, anything else as it is. */
export function functionLine(line: string, source: string): string | undefined {
  const entry = parseJson(line);
  if (!isObject(entry)) return `${source}: ${line}`;
  return warnings.has(levelOf(entry)) ? `${clock()} ${inShort(entry, source)}` : undefined;
}

/** A log line of a function among others of its invocation: in short whatever its level; metrics (EMF) are left out. */
export function shortLine(line: string, source: string): string | undefined {
  const entry = parseJson(line);
  if (!isObject(entry)) return line;
  return levelOf(entry) === '' ? undefined : inShort(entry, source);
}

const levelOf = ({ level }: JsonObject): string => text(level)?.toUpperCase() ?? '';

function inShort(entry: JsonObject, source: string): string {
  const { message, error } = entry;
  const said = isObject(message) ? `${message.errorType}: ${message.errorMessage}` : message;
  const why = isObject(error) ? `: ${error.name}: ${error.message}` : '';
  return `${levelOf(entry)} ${source}: ${said}${why}`;
}

/** The time of day, in UTC, as lines on the terminal begin. */
export function clock(): string {
  return new Date().toISOString().slice(11, 23);
}
