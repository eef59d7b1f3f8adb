import { fetchToken } from '../fetch-token.ts';
import { type JsonObject, list, object, parseJson, text } from '../json.ts';
import { LocalError } from '../problems.ts';

export interface CloudAddress {
  /** Port of the local cloud's API. */
  readonly port: number;
  readonly tenant: string;
}

/** Calls the API as the tenant. @throws LocalError where it does not answer as it should */
export type CloudApi = (method: string, path: string, init?: RequestInit) => Promise<JsonObject>;

/** Milliseconds for a call: over the timeout of any operation that is called here. */
const PATIENCE = 5000;

/** @throws LocalError where no local cloud answers, or it does not know the tenant */
export async function openCloudApi({ port, tenant }: CloudAddress): Promise<CloudApi> {
  const token = await fetchToken({ port, tenant, signal: AbortSignal.timeout(PATIENCE) });
  return async (method, path, { headers, ...init } = {}) => {
    const what = `${method} http://127.0.0.1:${port}${path}`;
    const { ok, status, body } = await call(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      signal: AbortSignal.timeout(PATIENCE),
      ...init,
    }).catch((cause: unknown) => {
      throw new LocalError(`${what} is not answered.`, { cause });
    });
    if (!ok) throw new LocalError(`${what} answers ${status}: ${wordsOf(body)}`);
    return object(parseJson(body));
  };
}

async function call(url: string, init: RequestInit) {
  const response = await fetch(url, init);
  return { ok: response.ok, status: response.status, body: await response.text() };
}

/** What a problem says, each of its findings included. */
function wordsOf(body: string): string {
  const { detail, errors } = object(parseJson(body));
  const findings = list(errors)
    .map(object)
    .map((finding) => `${text(finding.pointer) ?? text(finding.parameter) ?? ''} ${text(finding.detail) ?? ''}`.trim());
  return [text(detail) ?? body.slice(0, 200), ...findings].join('\n  ');
}
