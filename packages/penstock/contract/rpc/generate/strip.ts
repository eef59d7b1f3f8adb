import { clone, type Message } from '@bufbuild/protobuf';
import { type FileDescriptorSet, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** What an app imports for its promises and rules alone. */
const OF_THE_CONTRACT = ['penstock/options.proto', 'buf/validate/validate.proto'];

export interface StripOptions {
  /** Keeps comments, and where everything stands. */
  readonly keepSource: boolean;
}

/**
 * The files without promises and rules: those are compiled into functions, and a client that has neither imports needs
 * neither. Every option that is not protobuf's own goes, as nobody who reads the result would know it.
 */
export function withoutOptions(image: FileDescriptorSet, { keepSource }: StripOptions): FileDescriptorSet {
  const copy = clone(FileDescriptorSetSchema, image);
  copy.file = copy.file.filter(({ name }) => !OF_THE_CONTRACT.includes(name));
  const needed = new Set(copy.file.flatMap(({ dependency }) => dependency));
  copy.file = copy.file.filter(({ name }) => !name.startsWith('google/protobuf/') || needed.has(name));
  for (const file of copy.file) {
    file.dependency = file.dependency.filter((name) => !OF_THE_CONTRACT.includes(name));
    if (!keepSource) delete file.sourceCodeInfo;
    dropUnknown(file);
  }
  return copy;
}

function dropUnknown(value: unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if ('$unknown' in value) delete (value as Message).$unknown;
  for (const member of Object.values(value)) dropUnknown(member);
}
