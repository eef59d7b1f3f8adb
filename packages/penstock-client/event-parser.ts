/** An event of a stream. */
export interface StreamEvent<T> {
  /** The last id that the stream has named; empty where it has named none. */
  readonly id: string;
  readonly event: string;
  readonly data: T;
}

/** Reads the text of a stream of events as it comes, by the rules of HTML, 9.2.6. */
export interface EventParser {
  /** The events that end with this text, their data as sent. */
  push(text: string): readonly StreamEvent<string>[];
  /** Milliseconds to wait before asking again, once the stream has said so. */
  readonly retryMs: number | undefined;
}

export function createEventParser(lastId = ''): EventParser {
  const lines = createLines();
  let id = lastId;
  let event = '';
  let data: string[] = [];
  let retryMs: number | undefined;
  const fields: Readonly<Record<string, (value: string) => void>> = {
    id: (value) => {
      if (!value.includes('\0')) id = value;
    },
    event: (value) => {
      event = value;
    },
    data: (value) => void data.push(value),
    retry: (value) => {
      if (/^\d+$/.test(value)) retryMs = Number(value);
    },
  };
  const dispatch = (): readonly StreamEvent<string>[] => {
    const found = data.length === 0 ? [] : [{ id, event: event || 'message', data: data.join('\n') }];
    event = '';
    data = [];
    return found;
  };
  return {
    push: (text) =>
      lines(text).flatMap((line) => {
        if (line === '') return dispatch();
        const colon = line.indexOf(':');
        const name = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (Object.hasOwn(fields, name)) fields[name]?.(value);
        return [];
      }),
    get retryMs() {
      return retryMs;
    },
  };
}

/** Lines end with CR LF, LF or CR; a CR at the end of a text may be half of a CR LF. */
function createLines(): (text: string) => readonly string[] {
  let rest = '';
  let isFirst = true;
  return (text) => {
    rest += isFirst ? text.replace(/^\uFEFF/, '') : text;
    isFirst = isFirst && text === '';
    const isHalf = rest.endsWith('\r');
    const lines = (isHalf ? rest.slice(0, -1) : rest).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + (isHalf ? '\r' : '');
    return lines;
  };
}
