import { toBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { banner } from '../../generate/banner.ts';
import type { GeneratedFile, OutputFile } from '../../generate/generated-file.ts';
import type { Contract } from '../../model.ts';
import { descriptorFile } from '../files.ts';
import type { RpcContract } from '../model.ts';
import { messageFiles, namesIn } from './messages.ts';
import { serviceModule, serviceModules } from './services.ts';
import { withoutOptions } from './strip.ts';
import { rulesModule } from './validators.ts';

/** What functions get of the services: messages, checks of their fields, and a module for each function. */
export function rpcFiles(contract: Contract, rpc: RpcContract): readonly GeneratedFile[] {
  const messages = messageFiles(rpc);
  const names = namesIn(messages);
  return [
    ...messages,
    { path: 'rpc/checks.ts', content: `${banner(contract)}${rulesModule(rpc, names.typeOf)}` },
    ...serviceModules(rpc).map((module) => ({
      path: `rpc/${module.name}.ts`,
      content: serviceModule(contract, module, names),
    })),
  ];
}

/** What clients of any language take: the services as a descriptor set, without promises, rules and comments. */
export const describeRpc = ({ image }: RpcContract): readonly OutputFile[] => [
  { path: descriptorFile, content: toBinary(FileDescriptorSetSchema, withoutOptions(image, { keepSource: false })) },
];
