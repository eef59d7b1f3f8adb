import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { TestCloud } from './cloud.ts';

export interface WatchedEvent {
  readonly id: string;
  readonly data: Record<string, unknown>;
}

/** The events of an order as they come; each is waited for, undefined once the stream has ended. */
export async function watch({ url }: Pick<TestCloud, 'url'>, token: string, id: string) {
  const asked = request(`${url}/v1/orders/${id}/events`, { headers: { authorization: `Bearer ${token}` } }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const events = parsed(response.setEncoding('utf8'));
  return {
    headers: response.headers as IncomingHttpHeaders,
    next: async (): Promise<WatchedEvent | undefined> => {
      const { value, done } = await events.next();
      return done === true ? undefined : value;
    },
    /** Goes away in the middle of the stream. */
    leave: () => asked.destroy(),
  };
}

/** Reads a stream by the rules of HTML (9.2.6), as far as what is sent here needs them. */
async function* parsed(chunks: AsyncIterable<string>): AsyncGenerator<WatchedEvent, undefined> {
  let buffer = '';
  for await (const chunk of chunks) {
    buffer += chunk;
    const blocks = buffer.split('\n\n');
    buffer = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line]));
      const field = (name: string) => fields.get(name)?.slice(name.length + 2) ?? '';
      if (fields.has('data')) yield { id: field('id'), data: JSON.parse(field('data')) };
    }
  }
}
