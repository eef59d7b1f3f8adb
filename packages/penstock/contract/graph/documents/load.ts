import type { GraphQLSchema } from 'graphql';
import { ContractError } from '../../finding.ts';
import { readDocuments } from './read.ts';
import { type TrustedDocument, trustedDocuments } from './trusted-documents.ts';

/**
 * Reads and checks what the graph's clients ask for; nothing where there is no folder.
 *
 * @throws ContractError with every finding
 */
export function loadDocuments(folder: string, schema: GraphQLSchema): readonly TrustedDocument[] {
  const { documents, findings } = trustedDocuments(readDocuments(folder), schema);
  if (findings.length > 0) throw new ContractError(findings);
  return documents;
}
