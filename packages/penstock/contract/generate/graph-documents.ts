import type { TrustedDocument } from '../graph/documents/trusted-documents.ts';
import type { Contract } from '../model.ts';
import { banner } from './banner.ts';
import type { GeneratedFile } from './generated-file.ts';
import { quoted } from './literal.ts';

/** What the graph's clients ask for: for the function, and for those who build the clients. */
export const documentFiles = (contract: Contract, documents: readonly TrustedDocument[]): readonly GeneratedFile[] => [
  { path: 'graph/documents.ts', content: documentsModule(contract, documents) },
  { path: 'graph/documents.json', content: `${JSON.stringify(manifestOf(documents), null, 2)}\n` },
];

/** A module and not a file: it is in the bundle. */
const documentsModule = (contract: Contract, documents: readonly TrustedDocument[]): string =>
  [
    banner(contract),
    '/** Documents of the graph’s own clients, by the SHA-256 of each. */\n',
    'export const trustedDocuments: Readonly<Record<string, string>> = {\n',
    ...documents.flatMap(({ name, hash, body }) => [`  // ${name}\n`, `  ${quoted(hash)}: ${quoted(body)},\n`]),
    '};\n',
  ].join('');

/**
 * What clients know the hashes by, in the form that Apollo's clients read.
 *
 * @see https://www.apollographql.com/docs/graphos/platform/security/persisted-queries
 */
const manifestOf = (documents: readonly TrustedDocument[]): object => ({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: documents.map(({ name, type, hash, body }) => ({ id: hash, name, type, body })),
});
