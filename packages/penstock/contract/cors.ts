/** Which web pages may call the API: `x-penstock-cors`. */
export interface Cors {
  /** As browsers write them in `Origin`; or `*` alone: every page. */
  readonly origins: readonly string[];
  /** Whether browsers may send cookies along. */
  readonly credentials: boolean;
  /** Seconds for which a browser may keep the answer of a preflight. */
  readonly maxAge: number;
}

export const everyOrigin = '*';
export const defaultMaxAge = 600;

/** What is wrong with origins, and at which of them; it is the whole list where `index` is undefined. */
export interface CorsFault {
  readonly index?: number;
  readonly expected: string;
  readonly received: string;
  readonly fix: string;
}

/** A scheme, a host and a port, as a browser writes them: in lower case, and without the port that the scheme has anyway. */
const origin = /^[a-z][a-z0-9+.-]*:\/\/([a-z0-9_]([a-z0-9._-]*[a-z0-9_])?|\[[0-9a-f:]+\])(:[1-9]\d{0,4})?$/;

/**
 * Characters of all origins: a function is told of them by its environment, which is 4 KB in all.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
const MOST_CHARACTERS = 2000;

/**
 * Every mistake in what pages may call.
 *
 * @see https://fetch.spec.whatwg.org/#http-responses
 */
export function corsFaults({ origins, credentials }: Pick<Cors, 'origins' | 'credentials'>): readonly CorsFault[] {
  const all = origins.join(' ');
  const faults: CorsFault[] = origins.flatMap((one, index) => originFaults(one, index, origins));
  if (credentials && origins.includes(everyOrigin)) {
    const expected = 'origins by name where credentials are allowed: browsers refuse * with them';
    faults.push({ expected, received: all, fix: 'Name the one origin of the page, or leave credentials out.' });
  } else if (credentials && origins.length > 1) {
    faults.push({
      expected:
        'one origin where credentials are allowed: the errors of the gateway name a fixed one and cannot choose among several',
      received: `${origins.length} of them`,
      fix: 'Keep one, or leave credentials out: a bearer token in Authorization needs none.',
    });
  }
  if (all.length > MOST_CHARACTERS) {
    const expected = `at most ${MOST_CHARACTERS} characters of origins, as functions are told of them by their environment`;
    faults.push({ expected, received: String(all.length), fix: 'Serve pages from fewer origins.' });
  }
  return faults;
}

function originFaults(one: string, index: number, origins: readonly string[]): readonly CorsFault[] {
  if (one === everyOrigin) {
    if (origins.length === 1) return [];
    return [{ index, expected: '* alone', received: '* beside others', fix: 'Remove it, or remove the others.' }];
  }
  if (origins.indexOf(one) < index) {
    return [{ index, expected: 'each origin once', received: `${one} again`, fix: 'Remove it.' }];
  }
  if (isOrigin(one)) return [];
  const fix = `Write it as browsers send it${suggestion(one)}.`;
  return [{ index, expected: 'an origin: scheme, host and port, without a path', received: one, fix }];
}

const isOrigin = (one: string): boolean => origin.test(one) && (!/^https?:/.test(one) || parsed(one) === one);

function suggestion(one: string): string {
  const like = parsed(one) ?? (/^[\w-]+\.[\w.-]+(:\d+)?$/.test(one) ? parsed(`https://${one}`) : undefined);
  return like !== undefined && isOrigin(like) ? `: ${like}` : ', such as https://app.example.com';
}

function parsed(text: string): string | undefined {
  const url = URL.parse(text);
  return url === null || url.origin === 'null' ? undefined : url.origin;
}
