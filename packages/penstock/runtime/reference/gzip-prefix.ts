import { crc32, gunzipSync } from 'node:zlib';

const headerBytes = 10;
const trailerBytes = 8;
/** Of a stored block: its length has 16 bits. */
const mostBytes = 0xffff;

/**
 * What `prefix` and the content of `compressed` are together, by gzip, without compressing either: the prefix as stored blocks, then the
 * blocks that there are.
 *
 * @param compressed as Node's `gzipSync` makes it: a header without a name or a comment
 * @see https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4
 * @see https://www.rfc-editor.org/rfc/rfc1952#section-2.3
 */
export function gzipWithPrefix(prefix: Buffer, compressed: Buffer): Buffer {
  const content = gunzipSync(compressed);
  const trailer = Buffer.alloc(trailerBytes);
  trailer.writeUInt32LE(crc32(content, crc32(prefix)), 0);
  trailer.writeUInt32LE((prefix.length + content.length) % 2 ** 32, 4);
  const blocks = compressed.subarray(headerBytes, -trailerBytes);
  return Buffer.concat([compressed.subarray(0, headerBytes), ...storedBlocks(prefix), blocks, trailer]);
}

function storedBlocks(content: Buffer): readonly Buffer[] {
  const blocks: Buffer[] = [];
  for (let start = 0; start < content.length; start += mostBytes) {
    const part = content.subarray(start, start + mostBytes);
    // Not the last block, and not compressed.
    const head = Buffer.alloc(5);
    head.writeUInt16LE(part.length, 1);
    head.writeUInt16LE(part.length ^ mostBytes, 3);
    blocks.push(head, part);
  }
  return blocks;
}
