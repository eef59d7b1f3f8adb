import type { Contract } from '../model.ts';
import { publicDocument } from '../reference/document.ts';
import { pathOfPage, referenceTimeouts } from '../reference/endpoints.ts';
import { banner } from './banner.ts';
import { literal, quoted } from './literal.ts';

/** The function that describes the API, with what it says: its text is read once it is asked for. */
export function referenceModule(contract: Contract): string {
  const { deadline, attempts, attemptTimeout } = referenceTimeouts;
  const health = contract.operations.find(
    ({ method, path, security }) => method === 'GET' && path === '/health' && security.length === 0,
  );
  const paths = { openapi: pathOfPage('openapi'), catalog: pathOfPage('catalog') };
  const known = { deadline, attempts, attemptTimeout, paths, status: health?.path };
  return [
    banner(contract),
    "import { referenceHandler } from 'penstock/runtime/reference/handler';\n\n",
    `const openapi =\n  ${quoted(JSON.stringify(publicDocument(contract)))};\n\n`,
    '/** Says what the API is. */\n',
    `export const handler = referenceHandler(${literal(known)}, openapi);\n`,
  ].join('');
}
