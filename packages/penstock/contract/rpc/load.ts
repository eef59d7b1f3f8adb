import { createFileRegistry, type DescService, type FileRegistry } from '@bufbuild/protobuf';
import { ContractError, type Finding } from '../finding.ts';
import type { Contract } from '../model.ts';
import { buildImage } from './build.ts';
import { placedIn, type RpcDraft } from './draft.ts';
import { fieldRuleFindings } from './field-rules/check.ts';
import { readMethods } from './methods.ts';
import type { RpcContract, RpcService } from './model.ts';
import { optionReader } from './options.ts';
import { readProtoFiles } from './workspace.ts';

export interface LoadRpcOptions {
  /** Asks buf's STANDARD rules too. @default false */
  readonly lint?: boolean;
}

/**
 * Reads and checks the services in a folder, against the operations that they serve.
 *
 * @returns undefined where the folder has none
 * @throws ContractError with every finding
 */
export function loadRpc(
  folder: string,
  contract: Contract,
  { lint = false }: LoadRpcOptions = {},
): RpcContract | undefined {
  const files = readProtoFiles(folder);
  if (files.size === 0) return undefined;
  const image = buildImage(files, { folder, lint });
  const registry = createFileRegistry(image);
  const services = servicesIn(registry, [...files.keys()]);
  const policyOf = optionReader(registry, 'penstock.method');
  const read = services.map((service) => ({ service, ...readMethods(service, contract, policyOf) }));
  const drafts = [
    ...read.flatMap((one) => one.drafts),
    ...sharedNames(services, contract),
    ...fieldRuleFindings(services, registry),
  ];
  if (drafts.length > 0) throw new ContractError(inOrder(drafts.map((draft) => placedIn(folder, draft))));
  return {
    folder,
    image,
    registry,
    ownFiles: [...files.keys()],
    services: read.map(({ service, methods }): RpcService => {
      return { name: service.name, typeName: service.typeName, file: service.file.proto.name, methods };
    }),
  };
}

const servicesIn = (registry: FileRegistry, names: readonly string[]): readonly DescService[] =>
  names.flatMap((name) => registry.getFile(name)?.services ?? []);

const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);

/** A service's name is that of its function, so another service, of whatever package, has another. */
function* sharedNames(services: readonly DescService[], { operations }: Contract): Iterable<RpcDraft> {
  const taken = new Set(operations.map(({ operationId }) => operationId.toLowerCase()));
  for (const service of services) {
    const name = service.name.toLowerCase();
    if (taken.has(name)) {
      const message = `expected a name that no other service or operation has, received ${service.name}`;
      yield { rule: 'service-name', of: service, message, fix: 'Rename it: it names a function.' };
    }
    taken.add(name);
  }
}
