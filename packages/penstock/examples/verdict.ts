import type { Judge } from '../contract/examples/judge.ts';
import { answersOf } from '../contract/generate/answer-validators.ts';
import { essenceOf } from '../contract/media-kind.ts';
import type { Response as Declared, MediaContent, Operation } from '../contract/model.ts';

/** What came back. */
export interface Received {
  readonly status: number;
  readonly mediaType: string | null;
  readonly text: string;
}

/** What is wrong with an answer to an example; undefined where it is a success that the contract declares. */
export function faultOf(operation: Operation, judge: Judge, { status, mediaType, text }: Received): string | undefined {
  const declared = declaredFor(operation, status);
  if (declared === undefined) return `answered ${status}${detailOf(text)}`;
  if (declared.contents.length === 0 || operation.method === 'HEAD') {
    return text === '' ? undefined : `answered ${status} with a body; the contract declares none`;
  }
  const content = declared.contents.find((one) => isOf(mediaType ?? '', one.mediaType));
  if (content === undefined)
    return `answered ${status} as ${mediaType ?? 'nothing'}, which the contract does not declare`;
  return bodyFault(judge, content, status, text);
}

/** As the runtime finds it: the status, its class, then default. */
function declaredFor(operation: Operation, status: number): Declared | undefined {
  if (status >= 400) return undefined;
  const answers = answersOf(operation);
  const ways = [String(status), `${String(status).charAt(0)}XX`, 'default'];
  return ways.map((way) => answers.find((answer) => answer.status === way)).find((answer) => answer !== undefined);
}

function isOf(mediaType: string, declared: string): boolean {
  const [given, wanted] = [essenceOf(mediaType), essenceOf(declared)];
  return wanted === '*/*' || given === wanted || (wanted.endsWith('/*') && given.startsWith(wanted.slice(0, -1)));
}

function bodyFault(
  judge: Judge,
  { kind, schema, mediaType }: MediaContent,
  status: number,
  text: string,
): string | undefined {
  if (kind !== 'json' || essenceOf(mediaType) === 'text/event-stream') return undefined;
  const breach = judge.breach(schema, JSON.parse(text));
  return breach === undefined ? undefined : `answered ${status} with what does not fit its schema: ${breach}`;
}

/** A problem says what it is about. */
function detailOf(text: string): string {
  try {
    const { detail = '', errors = [] } = JSON.parse(text);
    const [first] = errors;
    const where = first?.pointer ?? first?.parameter ?? first?.header ?? '';
    return `: ${String(detail)}${first === undefined ? '' : ` ${String(where)} ${String(first.detail)}`}`;
  } catch {
    return '';
  }
}
