/** A part of multipart/form-data. */
export interface Part {
  readonly name: string;
  /** Of a file. */
  readonly filename?: string;
  readonly mediaType?: string;
  readonly bytes: Buffer;
}

const MAX_PARTS = 1000;
const MAX_HEAD_BYTES = 8192;
const CRLF = '\r\n';

/**
 * The parts of a body that is all there (RFC 7578 with RFC 2046, 5.1). Ours, because the one of Node comes with all of
 * fetch, which costs a function its cold start, and those that read a stream have much more to do.
 *
 * @throws RangeError that says what is wrong with it
 */
export function multipartParts(bytes: Buffer, boundary: string): readonly Part[] {
  const delimiter = Buffer.from(`${CRLF}--${boundary}`);
  // The first delimiter may be the body's first bytes: then it has no line break before it.
  let at = bytes.indexOf(delimiter.subarray(CRLF.length));
  if (at < 0 || (at > 0 && bytes.toString('latin1', at - CRLF.length, at) !== CRLF)) {
    throw new RangeError('has no part that begins with the boundary of its Content-Type');
  }
  at += delimiter.length - CRLF.length;
  const parts: Part[] = [];
  while (bytes.toString('latin1', at, at + 2) !== '--') {
    if (parts.length === MAX_PARTS) throw new RangeError(`has more than ${MAX_PARTS} parts`);
    const { part, end } = readPart(bytes, at, delimiter);
    parts.push(part);
    at = end + delimiter.length;
  }
  return parts;
}

function readPart(bytes: Buffer, after: number, delimiter: Buffer): { readonly part: Part; readonly end: number } {
  const begins = bytes.indexOf(CRLF, after);
  const padding = bytes.toString('latin1', after, Math.max(after, begins));
  if (begins < 0 || padding.trim() !== '') throw new RangeError('has a boundary that does not end its line');
  const headEnds = bytes.indexOf(`${CRLF}${CRLF}`, begins);
  if (headEnds < 0 || headEnds - begins > MAX_HEAD_BYTES)
    throw new RangeError('has a part without an end of its headers');
  const content = headEnds + 2 * CRLF.length;
  // An empty part: the line break before its delimiter ends its headers.
  const end = bytes.indexOf(delimiter, headEnds + CRLF.length);
  if (end < 0) throw new RangeError('has a part that does not end');
  const head = headersOf(bytes.toString('utf8', begins + CRLF.length, headEnds));
  return { part: { ...described(head), bytes: bytes.subarray(content, Math.max(content, end)) }, end };
}

function headersOf(text: string): ReadonlyMap<string, string> {
  const lines = text.split(CRLF).filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, Math.max(0, at)).trim().toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
}

function described(head: ReadonlyMap<string, string>): Omit<Part, 'bytes'> {
  const disposition = head.get('content-disposition') ?? '';
  const parameters = new Map(
    Array.from(disposition.matchAll(PARAMETER), ([, key = '', text, token]) => [
      key.toLowerCase(),
      plain(text ?? token ?? ''),
    ]),
  );
  const [name, filename] = [parameters.get('name'), parameters.get('filename')];
  if (!/^form-data\s*(;|$)/i.test(disposition) || name === undefined) {
    throw new RangeError('has a part without `Content-Disposition: form-data; name="..."`');
  }
  const mediaType = head.get('content-type');
  return { name, ...(filename !== undefined && { filename }), ...(mediaType !== undefined && { mediaType }) };
}

const PARAMETER = /;[ \t]*([^\s=;"]+)=(?:"([^"]*)"|([^\s;"]*))/g;

/** Three characters are written by their codes, and none is escaped (HTML, "multipart/form-data encoding algorithm"). */
const plain = (text: string): string => text.replaceAll(/%(22|0D|0A)/gi, decodeURIComponent);
