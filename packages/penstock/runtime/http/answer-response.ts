import type { APIGatewayProxyResult } from 'aws-lambda';
import { bodyFindings } from '../core/findings.ts';
import type { AnswerContent, AnswerContract } from '../operation-contract.ts';
import { isOf } from './accept.ts';
import type { Answer } from './answer.ts';
import { readableByPages } from './cors.ts';
import { declaredAnswer } from './declared-answer.ts';
import { fieldFault, mergedHeaders } from './field-value.ts';
import type { RequestContext } from './request-context.ts';
import { isTooLong, MAX_RESPONSE_BYTES, responseBytes } from './response-size.ts';

/** An answer that cannot leave, or is not what the contract declares: a mistake of the handler, never of the caller. */
class AnswerFault extends Error {
  override readonly name = 'AnswerFault';
}

type Headers = Readonly<Record<string, string>>;

/**
 * The response to a handler's answer, with everything checked that can keep it from reaching the caller as declared.
 * @throws AnswerFault that says what was received and what was declared, and never quotes a body or a header's value
 */
export function answerResponse(context: RequestContext, answer: Answer, common: Headers): APIGatewayProxyResult {
  const { contract } = context;
  const { status } = answer;
  const where = `${contract.operationId} answered ${String(status)}`;
  const declared = declaredAnswer(contract, status);
  if (declared === undefined) {
    throw new AnswerFault(`${where}; the contract declares ${Object.keys(contract.answers).join(', ')}`);
  }
  const content = contentOf(declared, answer, where);
  const body = content && bodyOf(content, answer, where);
  const own = mergedHeaders(answer.headers, answer.replayed === true ? { 'Idempotent-Replayed': 'true' } : {});
  const type = body === undefined ? {} : { 'Content-Type': answer.mediaType ?? content?.mediaType ?? '' };
  const headers = mergedHeaders(common, type, own);
  const fault = undeclaredHeader(own, declared) ?? missingHeader(headers, declared) ?? uncarriedHeader(headers);
  if (fault !== undefined) throw new AnswerFault(`${where}: ${fault}`);
  const isBytes = content?.write === 'bytes';
  const response = {
    statusCode: status,
    headers: readableByPages(context, headers),
    body: body ?? '',
    ...(isBytes && { isBase64Encoded: true }),
  };
  if (isTooLong(response)) {
    const bytes = responseBytes(response);
    throw new AnswerFault(`${where} with a response of ${bytes} bytes; Lambda takes ${MAX_RESPONSE_BYTES} at most`);
  }
  const breach = schemaBreach(content ?? declared, headers, body);
  if (breach !== undefined) throw new AnswerFault(`${where}, which does not fit its schema: ${breach}`);
  return response;
}

/** What the contract says of the body's media type; undefined where it declares no body. */
function contentOf(declared: AnswerContract, { body, mediaType }: Answer, where: string): AnswerContent | undefined {
  if (!hasContent(declared)) {
    if (body === undefined) return undefined;
    throw new AnswerFault(`${where} with a body; the contract declares none`);
  }
  const contents = [declared, ...(declared.others ?? [])];
  const found = mediaType === undefined ? declared : contents.find((content) => isOf(mediaType, content.mediaType));
  if (found !== undefined && (mediaType !== undefined || !found.mediaType.includes('*'))) return found;
  const types = contents.map((content) => content.mediaType).join(', ');
  throw new AnswerFault(`${where} as ${mediaType ?? 'no media type'}; the contract declares ${types}`);
}

const hasContent = (declared: AnswerContract): declared is AnswerContract & AnswerContent =>
  declared.mediaType !== undefined;

const forms = { bytes: 'is no Uint8Array', text: 'is no text', json: 'JSON cannot carry' };

/** The body's text, in base64 where it is bytes. */
function bodyOf({ mediaType, write }: AnswerContent, { body }: Answer, where: string): string {
  if (write === 'bytes' && body instanceof Uint8Array) return Buffer.from(body).toString('base64');
  if (write === 'text' && typeof body === 'string') return body;
  const text: string | undefined = write === undefined ? JSON.stringify(body) : undefined;
  if (text !== undefined) return text;
  const received = body === undefined ? 'without a body' : `with a body that ${forms[write ?? 'json']}`;
  throw new AnswerFault(`${where} ${received}; the contract declares one as ${mediaType}`);
}

const lowerCase = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => name.toLowerCase()));

function undeclaredHeader(own: Headers, { headers }: AnswerContract): string | undefined {
  const declared = lowerCase(Object.keys(headers));
  const names = Object.keys(own).filter((name) => !declared.has(name.toLowerCase()));
  if (names.length === 0) return undefined;
  return `received the header ${names.join(', ')}; the contract declares ${Object.keys(headers).join(', ') || 'none'}`;
}

function missingHeader(given: Headers, { headers }: AnswerContract): string | undefined {
  const names = lowerCase(Object.keys(given));
  const missing = Object.keys(headers).filter((name) => headers[name] === true && !names.has(name.toLowerCase()));
  return missing.length === 0 ? undefined : `expected the header ${missing.join(', ')}, which the contract requires`;
}

const uncarriedHeader = (headers: Headers): string | undefined =>
  Object.entries(headers)
    .map(([name, value]) => fieldFault(name, value))
    .find((fault) => fault !== undefined);

const SHOWN_FINDINGS = 3;

/** Throws for an event of a stream whose data does not fit the contract, as an answer's body would. */
export function checkEvent({ contract }: RequestContext, status: number, headers: Headers, data: string): void {
  const declared = declaredAnswer(contract, status);
  const breach = declared && schemaBreach(declared, headers, data);
  if (breach === undefined) return;
  throw new AnswerFault(`${contract.operationId} sent an event that does not fit its schema: ${breach}`);
}

/** What in the response breaks the contract's schemas, where their validators are at hand: by its text, as it leaves. */
function schemaBreach(
  { validate, write }: Pick<AnswerContent, 'validate' | 'write'>,
  headers: Headers,
  body: string | undefined,
): string | undefined {
  if (validate === undefined) return undefined;
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (validate({ headers: named, ...(body !== undefined && { body: write === undefined ? JSON.parse(body) : body }) }))
    return undefined;
  const findings = bodyFindings((validate.errors ?? []).slice(0, SHOWN_FINDINGS));
  return findings.map(({ detail, ...place }) => `${Object.values(place).join()} ${detail}`).join('; ');
}
