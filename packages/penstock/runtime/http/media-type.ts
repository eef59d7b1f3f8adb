export interface MediaType {
  /** `type/subtype` in lower case. */
  readonly essence: string;
  /** In lower case; undefined when there is no charset parameter. */
  readonly charset?: string;
  /** Of a multipart type. */
  readonly boundary?: string;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
/** Each space can be matched in one way only: with two, a long run of "; " takes exponential time. */
const MEDIA_TYPE = new RegExp(
  `^(${TOKEN}/${TOKEN})[ \\t]*((?:;[ \\t]*(?:${TOKEN}=(?:${TOKEN}|"[^"\\\\]*")[ \\t]*)?)*)$`,
);
const PARAMETER = new RegExp(`(${TOKEN})=(?:(${TOKEN})|"([^"\\\\]*)")`, 'g');

/** Reads a Content-Type (RFC 9110, 8.3.1); undefined when it is not one. */
export function parseMediaType(header: string): MediaType | undefined {
  const match = MEDIA_TYPE.exec(header.trim());
  if (match === null) return undefined;
  const essence = String(match[1]).toLowerCase();
  const parameters = new Map<string, string>();
  for (const [, name, token, quoted] of String(match[2]).matchAll(PARAMETER)) {
    const key = String(name).toLowerCase();
    if (!parameters.has(key)) parameters.set(key, String(token ?? quoted));
  }
  const [charset, boundary] = [parameters.get('charset')?.toLowerCase(), parameters.get('boundary')];
  return { essence, ...(charset !== undefined && { charset }), ...(boundary !== undefined && { boundary }) };
}
