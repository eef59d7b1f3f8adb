import type { Encoder } from './body-encoders.ts';
import { Client } from './client.ts';
import type { EventsCall } from './events.ts';
import type { ClientOptions } from './options.ts';
import { itemsOf, pagesOf } from './pages.ts';
import type { Call, QueryValue } from './request.ts';
import type { CallResult } from './response.ts';
import type { Writer } from './styled.ts';

/** A member of an operation's input: its name, and where they differ the name that is sent. */
export type MemberName = string | readonly [member: string, name: string];

/** What a generated client knows of an operation. */
export interface Operation {
  readonly method: string;
  /** With the names of its members in braces. */
  readonly path: string;
  readonly query?: readonly MemberName[];
  readonly headers?: readonly MemberName[];
  /** Of members that are more than one text. */
  readonly styles?: Readonly<Record<string, Writer>>;
  /** The media type of the body, where it is not application/json. */
  readonly contentType?: string;
  /** The input says which of several media types the body has. */
  readonly choosesType?: boolean;
  /** By media type, of forms. */
  readonly encoders?: Readonly<Record<string, Encoder>>;
  /** The media type of the answer, where it may be other than JSON. */
  readonly accept?: string;
  /** It takes an Idempotency-Key. */
  readonly keyed?: boolean;
  /** It answers with pages. */
  readonly paged?: boolean;
  /** It answers with a stream of events. */
  readonly streamed?: boolean;
}

/** What one call may set beside its input. */
export type CallOptions = Pick<Call, 'accept' | 'headers' | 'deadlineMs' | 'signal'>;

/** Of an operation that takes an Idempotency-Key: one is generated where none is given. */
export interface KeyedCallOptions extends CallOptions {
  readonly idempotencyKey?: string;
}

/** An operation that answers with pages: one of them, all of them, or what is in them, each asked for when it is needed. */
export interface PagedOperation<
  Arguments extends readonly unknown[],
  Result extends CallResult<{ items: readonly unknown[] }>,
> {
  (...args: Arguments): Promise<Result>;
  pages(...args: Arguments): AsyncGenerator<Result['data'], void, undefined>;
  items(...args: Arguments): AsyncGenerator<Result['data']['items'][number], void, undefined>;
}

/** What one stream may set beside its input. */
export type StreamOptions = CallOptions & Pick<EventsCall, 'after'>;

type Input = Readonly<Record<string, unknown>>;

/** A function for each operation, and for those with pages their `pages` and `items`. */
export function bindOperations<Api>(options: ClientOptions, operations: Readonly<Record<string, Operation>>): Api {
  const client = new Client(options);
  const bound = Object.entries(operations).map(([operationId, operation]) => {
    const toCall = (input: Input = {}, own: KeyedCallOptions = {}) => callOf(operationId, operation, input, own);
    const call = (input?: Input, own?: KeyedCallOptions) => client.call(toCall(input, own));
    const lists = {
      pages: (input?: Input, own?: CallOptions) => pagesOf(client, toCall(input, own)),
      items: (input?: Input, own?: CallOptions) => itemsOf(client, toCall(input, own)),
    };
    const follow = (input?: Input, own?: StreamOptions) => client.events(toCall(input, own));
    if (operation.streamed) return [operationId, follow];
    return [operationId, operation.paged ? Object.assign(call, lists) : call];
  });
  return Object.fromEntries(bound);
}

function callOf(operationId: string, operation: Operation, input: Input, options: KeyedCallOptions): Call {
  const { method, path, query = [], headers = [], styles = {}, accept, keyed = false } = operation;
  const given = (names: readonly MemberName[]) =>
    names
      .map((one): readonly [member: string, name?: string] => (typeof one === 'string' ? [one] : one))
      .filter(([member]) => input[member] !== undefined);
  const written = (member: string) => (styles[member] ?? String)(input[member]);
  const contentType = (operation.choosesType && (input.contentType as string | undefined)) || operation.contentType;
  const encode = operation.encoders?.[contentType ?? ''];
  return {
    // A key for what ignores it would make it look safe to repeat.
    idempotencyKey: keyed,
    ...(accept !== undefined && { accept }),
    ...options,
    operationId,
    method,
    path: path.replace(/{(.+?)}/g, (part, member: string) =>
      styles[member] && input[member] !== undefined ? written(member) : part,
    ),
    params: input as NonNullable<Call['params']>,
    query: Object.fromEntries(
      given(query).flatMap(([member, name = member]) => (styles[member] ? [] : [[name, input[member] as QueryValue]])),
    ),
    writtenQuery: given(query).flatMap(([member]) => (styles[member] && written(member)) || []),
    headers: {
      ...Object.fromEntries(given(headers).map(([member, name = member]) => [name, written(member)])),
      ...options.headers,
    },
    body: encode && input.body ? encode(input.body) : input.body,
    ...(contentType !== undefined && { contentType }),
  };
}
