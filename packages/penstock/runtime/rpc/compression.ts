import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { Code, ConnectError } from '@connectrpc/connect';
import type { Compression } from '@connectrpc/connect/protocol';

type Compress = (data: Uint8Array) => Promise<Uint8Array>;
type Decompress = (data: Uint8Array, options: { readonly maxOutputLength?: number }) => Promise<Uint8Array>;

/** As much as the largest message that is read, and no more, whatever a few bytes unfold to. */
const compression = (name: string, compress: Compress, decompress: Decompress): Compression => ({
  name,
  compress: async (data) => new Uint8Array(await compress(data)),
  decompress: async (data, readMaxBytes) => {
    if (data.length === 0) return new Uint8Array(0);
    try {
      return new Uint8Array(await decompress(data, { maxOutputLength: readMaxBytes }));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
        const message = `message is larger than configured readMaxBytes ${readMaxBytes} after decompression`;
        throw new ConnectError(message, Code.ResourceExhausted, undefined, undefined, cause);
      }
      throw new ConnectError('decompression failed', Code.InvalidArgument, undefined, undefined, cause);
    }
  },
});

/** What requests may be compressed by, and answers are where their caller takes it. */
export const compressions: readonly Compression[] = [
  compression('gzip', promisify(zlib.gzip), promisify<Uint8Array, object, Uint8Array>(zlib.gunzip)),
  compression('br', promisify(zlib.brotliCompress), promisify<Uint8Array, object, Uint8Array>(zlib.brotliDecompress)),
];
