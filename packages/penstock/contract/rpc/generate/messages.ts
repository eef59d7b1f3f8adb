import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type DescMessage, type DescService, fromBinary, toBinary } from '@bufbuild/protobuf';
import { CodeGeneratorRequestSchema, CodeGeneratorResponseSchema } from '@bufbuild/protobuf/wkt';
import type { GeneratedFile } from '../../generate/generated-file.ts';
import type { RpcContract } from '../model.ts';
import { withoutOptions } from './strip.ts';

/** Node runs what is generated as it is: it takes types away and nothing else. */
const PARAMETER = 'target=ts,import_extension=ts,erasable_syntax=true';

/** Messages, enumerations and services as protoc-gen-es writes them, without promises and rules. */
export function messageFiles({ image, ownFiles }: RpcContract): readonly GeneratedFile[] {
  const { file: protoFile } = withoutOptions(image, { keepSource: true });
  const request = create(CodeGeneratorRequestSchema, {
    parameter: PARAMETER,
    fileToGenerate: [...ownFiles],
    protoFile,
  });
  const { status, stdout, stderr } = spawnSync(process.execPath, [generator()], {
    input: toBinary(CodeGeneratorRequestSchema, request),
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`protoc-gen-es failed: ${stderr}`);
  const { error, file } = fromBinary(CodeGeneratorResponseSchema, stdout);
  if (error !== '') throw new Error(`protoc-gen-es failed: ${error}`);
  return file.map(({ name, content }) => ({ path: `rpc/${name}`, content }));
}

const generator = (): string => {
  const manifest = createRequire(import.meta.url).resolve('@bufbuild/protoc-gen-es/package.json');
  return join(dirname(manifest), 'bin/protoc-gen-es');
};

/** Where something generated is, and what it is called there: a name that JavaScript has already is another one then. */
export interface GeneratedName {
  readonly name: string;
  readonly module: string;
}

export interface GeneratedNames {
  typeOf(message: DescMessage): GeneratedName;
  constantOf(service: DescService): GeneratedName;
}

/** Reads the names off the generated text. */
export function namesIn(files: readonly GeneratedFile[]): GeneratedNames {
  const find = ({ typeName, file }: DescMessage | DescService, pattern: string): GeneratedName => {
    const module = `./${file.name}_pb.ts`;
    const text = String(files.find(({ path }) => path === `rpc/${file.name}_pb.ts`)?.content);
    const name = new RegExp(pattern.replace('NAME', typeName.replaceAll('.', '\\.'))).exec(text)?.[1];
    if (name === undefined) throw new Error(`protoc-gen-es wrote nothing for ${typeName}`);
    return { name, module };
  };
  return {
    typeOf: (message) => find(message, 'export type (\\S+) = Message<"NAME">'),
    constantOf: (service) => find(service, '@generated from service NAME\\n \\*/\\nexport const (\\S+): GenService<'),
  };
}
