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

/** Its text has no byte order mark: whoever decodes it takes that away. */
export function createEventParser(id = ''): EventParser {
  let rest = '';
  let event = '';
  let data = '';
  let retryMs: number | undefined;
  const dispatch = (): readonly StreamEvent<string>[] => {
    const found = data === '' ? [] : [{ id, event: event || 'message', data: data.slice(0, -1) }];
    event = data = '';
    return found;
  };
  const read = (field: string, value: string) => {
    if (field === 'data') data += `${value}\n`;
    if (field === 'event') event = value;
    if (field === 'id' && !value.includes('\0')) id = value;
    if (field === 'retry' && /^\d+$/.test(value)) retryMs = Number(value);
  };
  return {
    push: (text) => {
      // A CR at the end may be half of a CR LF.
      const lines = (rest + text).split(/\r?\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      return lines.flatMap((line) => {
        if (line === '') return dispatch();
        const [field = '', value = ''] = line.split(/:(.*)/s);
        read(field, value.replace(/^ /, ''));
        return [];
      });
    },
    get retryMs() {
      return retryMs;
    },
  };
}
