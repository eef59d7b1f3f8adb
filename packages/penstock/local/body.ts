import type { IncomingMessage } from 'node:http';

export interface Body {
  readonly bytes: Buffer;
  /** It was longer than the limit; nothing of it is kept. */
  readonly tooLarge: boolean;
}

/**
 * Reads a message to its end. By events, because `for await` and `node:stream/consumers` (which makes a Blob) cost more
 * than the rest of a small request.
 *
 * @param limit bytes to keep; a longer body is read on and dropped, so that its sender can be answered
 */
export function readBody(message: IncomingMessage, limit = Number.POSITIVE_INFINITY): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else chunks.length = 0;
    });
    message.once('end', () => resolve({ bytes: Buffer.concat(chunks), tooLarge: length > limit }));
    message.once('error', reject);
    message.once('close', () => reject(new Error('The message ends early.')));
  });
}
