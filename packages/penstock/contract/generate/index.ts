import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documentFile } from '../events/load.ts';
import type { EventContracts } from '../events/model.ts';
import type { Contract } from '../model.ts';
import type { RpcContract } from '../rpc/model.ts';
import type { GeneratedFile, OutputFile } from './generated-file.ts';
import type { OtherDoors } from './routes.ts';

/** Everything that functions get of the contracts, in a stable order with stable content. */
export async function generate(
  contract: Contract,
  { events, consumers }: EventContracts,
  { graph, rpc }: OtherDoors = {},
): Promise<readonly GeneratedFile[]> {
  // Loaded on demand: reading a contract must not pay for esbuild and prettier.
  const [authorizer, ofConsumers, ofEvents, infra, routes, reference, types] = await Promise.all([
    import('./authorizer.ts'),
    import('./consumers.ts'),
    import('./events.ts'),
    import('./infra.ts'),
    import('./routes.ts'),
    import('./reference.ts'),
    import('./types.ts'),
  ]);
  return [
    ...(await operationFiles(contract)),
    ...consumers.map((consumer) => ofConsumers.consumerFile(contract, consumer)),
    ...(await ofEvents.eventFiles(contract, events)),
    ...(graph === undefined ? [] : (await import('./graph.ts')).graphFiles(contract, graph)),
    { path: 'authorizer.ts', content: authorizer.authorizerModule(contract) },
    { path: 'infra.ts', content: infra.infraModule(contract) },
    ...reference.referenceFiles(contract, events, { graph, rpc }),
    { path: 'routes.ts', content: routes.routesModule(contract, consumers, { graph, rpc }) },
    { path: 'types.ts', content: await types.typesModule(contract, events) },
    ...(rpc === undefined ? [] : (await import('../rpc/generate/index.ts')).rpcFiles(contract, rpc)),
  ];
}

async function operationFiles(contract: Contract): Promise<readonly GeneratedFile[]> {
  const [answers, operations, validators] = await Promise.all([
    import('./answer-validators.ts'),
    import('./operations.ts'),
    import('./validators.ts'),
  ]);
  const files = contract.operations.map(async (operation) => {
    const { operationId } = operation;
    return [
      { path: `answers/${operationId}.d.ts`, content: answers.answersTypes(contract, operation) },
      { path: `answers/${operationId}.js`, content: await answers.answersModule(contract, operation) },
      { path: `operations/${operationId}.ts`, content: operations.operationModule(contract, operation) },
      { path: `validators/${operationId}.d.ts`, content: validators.validatorsTypes(contract, operation) },
      { path: `validators/${operationId}.js`, content: await validators.validatorsModule(contract, operation) },
    ];
  });
  return (await Promise.all(files)).flat();
}

/** The description of the events for whoever is not a function: it stands beside what it is derived from. */
export async function describeEvents(contract: Contract, events: EventContracts): Promise<readonly GeneratedFile[]> {
  const { asyncApiDocument } = await import('./asyncapi.ts');
  return [{ path: documentFile, content: `${JSON.stringify(asyncApiDocument(contract, events), null, 2)}\n` }];
}

/** The description of the services for clients of any language: it stands beside what it is derived from. */
export async function describeServices(rpc: RpcContract): Promise<readonly OutputFile[]> {
  const { describeRpc } = await import('../rpc/generate/index.ts');
  return describeRpc(rpc);
}

export interface FolderOptions {
  /** Nothing but generated files belongs into the folder. */
  readonly owned?: boolean;
}

/** The paths in `folder` that differ from what would be generated: missing, changed or left over. */
export function staleFiles(
  folder: string,
  files: readonly OutputFile[],
  { owned = true }: FolderOptions = {},
): readonly string[] {
  const wanted = new Map(files.map(({ path, content }) => [path, content]));
  const leftOver = owned ? existing(folder).filter((path) => !wanted.has(path)) : [];
  const changed = files.filter(({ path, content }) => !isAlready(join(folder, path), content)).map(({ path }) => path);
  return [...leftOver, ...changed].sort();
}

/** Brings `folder` in step; returns the paths that were written or removed. */
export function writeGenerated(
  folder: string,
  files: readonly OutputFile[],
  options?: FolderOptions,
): readonly string[] {
  const stale = staleFiles(folder, files, options);
  for (const path of stale) {
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) {
      rmSync(join(folder, path));
      continue;
    }
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), file.content);
  }
  return stale;
}

function existing(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => relativePath(folder, entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

function relativePath(folder: string, parent: string, name: string): string {
  return join(parent, name)
    .slice(folder.length + 1)
    .replaceAll('\\', '/');
}

function isAlready(path: string, content: string | Uint8Array): boolean {
  try {
    return readFileSync(path).equals(Buffer.from(content as Uint8Array));
  } catch {
    return false;
  }
}
