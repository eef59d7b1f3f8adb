import { readFileSync } from 'node:fs';
import { create, createFileRegistry, type DescMessage, fromBinary, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { startConformanceCloud } from './cloud.ts';
import { startNativeConformance } from './native.ts';

/**
 * What the suite's runner starts for each configuration: it reads what is wanted, answers where the server listens, and runs
 * until it is ended. Both messages have their length before them, in four bytes.
 */
const [imagePath = '', code = '', mode = ''] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(imagePath)));
const typeNamed = (name: string): DescMessage => {
  const type = registry.getMessage(`connectrpc.conformance.v1.${name}`);
  if (type === undefined) throw new Error(`The files of the suite have no ${name}`);
  return type;
};

const wanted = fromBinary(typeNamed('ServerCompatRequest'), await message()) as unknown as {
  readonly messageReceiveLimit: number;
  readonly httpVersion: number;
};
const cloud =
  mode === 'native'
    ? await startNativeConformance({ registry, httpVersion: wanted.httpVersion })
    : await startConformanceCloud({
        image: imagePath,
        code,
        receiveLimit: wanted.messageReceiveLimit,
        streams: mode === 'streamed',
      });
const { hostname, port } = new URL(cloud.url);
const response = typeNamed('ServerCompatResponse');
const bytes = toBinary(response, create(response, { host: hostname, port: Number(port) } as Record<string, unknown>));
const length = Buffer.alloc(4);
length.writeUInt32BE(bytes.length);
process.stdout.write(Buffer.concat([length, bytes]));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);

let isEnding = false;
function end(): void {
  if (isEnding) return;
  isEnding = true;
  cloud.close().then(() => process.exit());
}

async function message(): Promise<Uint8Array> {
  let read = Buffer.alloc(0);
  for await (const chunk of process.stdin) {
    read = Buffer.concat([read, chunk]);
    if (read.length >= 4 && read.length >= 4 + read.readUInt32BE()) return read.subarray(4, 4 + read.readUInt32BE());
  }
  throw new Error('The runner closed its end before it said what it wants.');
}
