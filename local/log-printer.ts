import { isObject, type JsonObject, parseJson, text } from './json.ts';

/**
 * Prints log lines: raw when verbose, else the access log as one short line a request and of the functions' logs
 * what is not routine.
 */
export function logPrinter(verbose: boolean, print: (line: string) => void): (line: string, source: string) => void {
  if (verbose) return (line) => print(line);
  return (line, source) => {
    const entry = parseJson(line);
    const short = isObject(entry)
      ? source === 'access'
        ? request(entry)
        : event(entry, source)
      : `${source}: ${line}`;
    if (short !== undefined) print(short);
  };
}

function request(entry: JsonObject): string {
  const { httpMethod, path, resourcePath, status, responseLatency } = entry;
  const latency = responseLatency === undefined ? '' : ` ${responseLatency} ms`;
  return `${clock()} ${httpMethod} ${path ?? resourcePath} ${status}${latency}`;
}

/** Metrics (EMF) and lines below WARN are in the file of the function's log. */
function event(entry: JsonObject, source: string): string | undefined {
  const level = text(entry['level'])?.toUpperCase();
  if (level !== 'WARN' && level !== 'ERROR' && level !== 'CRITICAL' && level !== 'FATAL') return undefined;
  const message = entry['message'];
  const said = isObject(message) ? `${message['errorType']}: ${message['errorMessage']}` : message;
  return `${clock()} ${level} ${source}: ${said}`;
}

function clock(): string {
  return new Date().toISOString().slice(11, 23);
}
