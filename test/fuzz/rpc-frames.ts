/** A message of a stream of RPC: a byte of flags, four of its length, and what it says. */
export interface Frame {
  readonly flags: number;
  readonly data: Buffer;
}

const HEAD_BYTES = 5;

export function frame(data: Uint8Array, { flags = 0, length = data.length } = {}): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(flags);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, data]);
}

/** The frames of a body; undefined where it ends within one. */
export function framesIn(body: Buffer): readonly Frame[] | undefined {
  const frames: Frame[] = [];
  for (let at = 0; at < body.length; ) {
    if (body.length < at + HEAD_BYTES) return undefined;
    const end = at + HEAD_BYTES + body.readUInt32BE(at + 1);
    if (body.length < end) return undefined;
    frames.push({ flags: body.readUInt8(at), data: body.subarray(at + HEAD_BYTES, end) });
    at = end;
  }
  return frames;
}
