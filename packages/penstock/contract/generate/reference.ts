import { join, relative } from 'node:path';
import type { EventContract } from '../events/model.ts';
import { generatedFolder } from '../files.ts';
import type { GraphContract } from '../graph/model.ts';
import type { Contract } from '../model.ts';
import { publicDocument } from '../reference/document.ts';
import { pathsOfPage, referenceTimeouts } from '../reference/endpoints.ts';
import { publicProto } from '../reference/public-proto.ts';
import { hasWebhooks, webhooksDocument } from '../reference/webhooks.ts';
import { descriptorFile } from '../rpc/files.ts';
import type { RpcContract } from '../rpc/model.ts';
import { banner } from './banner.ts';
import type { GeneratedFile } from './generated-file.ts';
import { literal } from './literal.ts';
import type { OtherDoors } from './routes.ts';

const folder = 'reference';

/** The function that describes the API, and what it says, a file each: a bundle has them compressed. */
export function referenceFiles(
  contract: Contract,
  events: readonly EventContract[],
  doors: OtherDoors,
): readonly GeneratedFile[] {
  const documents = documentsOf(contract, events, doors);
  return [
    { path: 'reference.ts', content: referenceModule(contract) },
    {
      path: `${folder}/files.ts`,
      content: filesModule(contract, [...documents.map(({ path }) => path), ...beside(doors)]),
    },
    ...documents.map(({ path, content }) => ({ path: `${folder}/${path}`, content })),
  ];
}

function referenceModule(contract: Contract): string {
  const { deadline, attempts, attemptTimeout } = referenceTimeouts;
  const health = contract.operations.find(
    ({ method, path, security }) => method === 'GET' && path === '/health' && security.length === 0,
  );
  const [docs, file] = pathsOfPage('docs');
  const [[openapi], [asyncapi], [catalog]] = [pathsOfPage('openapi'), pathsOfPage('asyncapi'), pathsOfPage('catalog')];
  const paths = { openapi, asyncapi, catalog, docs, file };
  const known = { title: contract.title, deadline, attempts, attemptTimeout, paths, status: health?.path };
  return [
    banner(contract),
    "import { referenceHandler } from 'penstock/runtime/reference/handler';\n",
    "import { readFiles } from './reference/files.ts';\n\n",
    '/** Says what the API is. */\n',
    `export const handler = referenceHandler(${literal(known)}, readFiles);\n`,
  ].join('');
}

const filesModule = (contract: Contract, paths: readonly string[]): string =>
  [
    banner(contract),
    "import { type CompressedFiles, compressedFiles } from 'penstock/runtime/reference/files';\n\n",
    '/** What describes the API; a bundle has the result in the place of this module. */\n',
    'export const readFiles = (): CompressedFiles =>\n',
    `  compressedFiles(import.meta.dirname, ${literal(paths, '  ')});\n`,
  ].join('');

function documentsOf(
  contract: Contract,
  events: readonly EventContract[],
  { graph, rpc }: OtherDoors,
): readonly GeneratedFile[] {
  const json = (document: object) => `${JSON.stringify(document)}\n`;
  return [
    { path: 'openapi.json', content: json(publicDocument(contract, events)) },
    ...(hasWebhooks(contract) ? [{ path: 'asyncapi.json', content: json(webhooksDocument(contract, events)) }] : []),
    ...(graph === undefined ? [] : [sdlOf(graph)]),
    ...(rpc === undefined ? [] : servicesOf(rpc)),
  ];
}

const sdlOf = ({ sdl }: GraphContract): GeneratedFile => ({ path: 'schema.graphql', content: sdl });

const servicesOf = (rpc: RpcContract): readonly GeneratedFile[] =>
  rpc.ownFiles.map((file) => ({ path: file.replaceAll('/', '.'), content: publicProto(rpc.folder, file) }));

/** What is generated beside the contract, relative to the folder of the documents. */
function beside({ rpc }: OtherDoors): readonly string[] {
  if (rpc === undefined) return [];
  return [relative(join(generatedFolder, folder), join(rpc.folder, descriptorFile)).replaceAll('\\', '/')];
}
