import type { Answer } from 'penstock/testkit/http';
import type { Door } from './door-requests.ts';
import { framesIn } from './rpc-frames.ts';

export type Judged = Pick<Answer, 'status' | 'text' | 'json' | 'bytes'> & {
  readonly headers: Pick<Answer['headers'], 'content-type'>;
};

/** In every order of the owner's: whoever else sees it was shown what is not theirs. */
export const secret = 'ACME-ONLY';

/** What a busy machine may answer to anything. */
const overloaded = new Set([503, 504]);

interface GraphError {
  readonly extensions?: { readonly code?: string };
}

const errorsIn = ({ errors }: Record<string, unknown>): readonly GraphError[] => (Array.isArray(errors) ? errors : []);

/** What is wrong with an answer; undefined where nothing is. @param unknown ids of the owner's that were not asked for */
export function doorFault(door: Door, answer: Judged, unknown: readonly string[] = []): string | undefined {
  const { status, text } = answer;
  if (text.includes(secret) || unknown.some((id) => text.includes(id))) return "shows what is another tenant's";
  if (overloaded.has(status)) return undefined;
  if (status === 501) return isRpc(door) && codeIn(door, answer) === 'unimplemented' ? undefined : 'answered 501';
  if (status >= 500) return `answered ${status}`;
  return isRpc(door) ? rpcFault(door, answer) : graphFault(answer);
}

const isRpc = (door: Door): boolean => !door.startsWith('graph');
const isStream = ({ headers }: Judged): boolean => /event-stream/.test(headers['content-type'] ?? '');

function graphFault(answer: Judged): string | undefined {
  if (!isStream(answer)) return resultFault(answer.json, answer.status);
  if (!answer.text.endsWith('event: complete\ndata:\n\n')) return 'is a stream without an end';
  const results = [...answer.text.matchAll(/^data: (\{.*)$/gm)].map(([, data = '']) => JSON.parse(data));
  return results.map((result) => resultFault(result, answer.status)).find((what) => what !== undefined);
}

function resultFault(body: Record<string, unknown>, status: number): string | undefined {
  const codes = errorsIn(body).map(({ extensions }) => extensions?.code);
  if (codes.includes('internal-error')) return 'failed inside';
  if (codes.includes(undefined)) return 'has an error without a code';
  return 'data' in body || codes.length > 0 || status >= 400 ? undefined : 'has neither data nor errors';
}

/** What gRPC's specification wants said to a compressed message without a header that says so: it is no failure inside. */
const unannounced = /received(?: |%20)compressed(?: |%20)envelope/;

const failures: readonly unknown[] = ['internal', 'unknown', 'data_loss', '13', '2', '15'];

function rpcFault(door: Door, answer: Judged): string | undefined {
  if (answer.status === 200 && isFramed(answer) && !hasEnd(answer)) return 'is a stream without an end';
  if (unannounced.test(answer.text)) return undefined;
  return failures.includes(codeIn(door, answer)) ? 'failed inside' : undefined;
}

const isFramed = ({ headers }: Judged): boolean => /grpc|connect\+/.test(headers['content-type'] ?? '');

/** The flag of the frame that ends a stream of the Connect protocol, and of gRPC-Web. */
const ends: readonly number[] = [0x02, 0x80];

function hasEnd({ bytes }: Judged): boolean {
  const frames = framesIn(bytes) ?? [];
  return frames.findIndex(({ flags }) => ends.includes(flags)) === frames.length - 1 && frames.length > 0;
}

/** How a call ended, by the name or the number that its protocol has for it. */
export function codeIn(door: Door, answer: Judged): string | undefined {
  const { json, text } = answer;
  if (!isRpc(door)) return isStream(answer) ? codeOfEvent(text) : errorsIn(json)[0]?.extensions?.code;
  if (!isFramed(answer)) return typeof json.code === 'string' ? json.code : undefined;
  const last = framesIn(answer.bytes)?.at(-1)?.data.toString() ?? '';
  return /grpc-status: (\d+)/.exec(last)?.[1] ?? /"code":"(\w+)"/.exec(last)?.[1];
}

const codeOfEvent = (text: string): string | undefined => /"code":"([\w-]+)"/.exec(text)?.[1];
