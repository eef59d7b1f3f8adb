import { openapiAt } from './documents.ts';
import { type Encoded, encodedFile, plainText } from './encoded.ts';
import { type CompressedFiles, openapiHead, openapiTail } from './files.ts';
import { catalogAt, type Described, documentsOf, type ReferencePaths } from './links.ts';
import { contentSecurityPolicy, pageHtml } from './page/html.ts';
import { isImmutable, mediaTypeOf } from './page/names.ts';

/** What is found at a path. */
export interface Found {
  readonly mediaType: string;
  readonly content: Encoded;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Served {
  readonly operationId: string;
  /** @param file the end of the path, where that is a parameter */
  readonly find: (base: string, file: string) => Found | undefined;
}

export interface Describing {
  readonly title: string;
  readonly paths: ReferencePaths;
  readonly status: string | undefined;
  readonly pages: readonly string[];
  readonly documents: CompressedFiles;
  readonly page: CompressedFiles;
}

/** How long a copy may be used without asking: a release is seen after five minutes. */
const forMinutes = { 'Cache-Control': 'public, max-age=300' };
/** The page names files that the next release may not have. */
const whileUnchanged = { 'Cache-Control': 'no-cache' };
/** Of a name that changes with the content, for a year (RFC 8246). */
const forEver = { 'Cache-Control': 'public, max-age=31536000, immutable' };

const asyncapiFile = 'asyncapi.json';

/** What is not asked for by its name, but at a path of its own. */
const parts: readonly string[] = [openapiHead, openapiTail, asyncapiFile];

/** What is served, by the resource of the gateway. */
export function servedBy({ title, paths, status, ...has }: Describing): Readonly<Record<string, Served>> {
  const pages = has.pages.filter((name) => name !== 'asyncapi' || Object.hasOwn(has.documents, asyncapiFile));
  const besides = filesBeside(pages, has.documents);
  const files = { ...has.page, ...besides };
  const described = { paths, pages, files: Object.keys(besides) };
  return {
    [paths.openapi]: {
      operationId: 'getOpenApiDocument',
      find: (base) => ({ mediaType: 'application/json', content: openapiAt(base, has.documents), headers: forMinutes }),
    },
    [paths.asyncapi]: { operationId: 'getAsyncApiDocument', find: () => fileOf(has.documents, asyncapiFile) },
    [paths.catalog]: {
      operationId: 'getApiCatalog',
      find: (base) => ({
        mediaType: 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
        content: plainText(JSON.stringify(catalogAt(base, described, status))),
        headers: forMinutes,
      }),
    },
    [paths.docs]: { operationId: 'getReferencePage', find: () => pageOf(title, Object.keys(files), described) },
    [paths.file]: { operationId: 'getReferenceFile', find: (_, name) => fileOf(files, name) },
  };
}

const pageOf = (title: string, files: readonly string[], described: Described): Found => ({
  mediaType: 'text/html; charset=utf-8',
  content: plainText(
    pageHtml({
      title,
      files,
      links: documentsOf(described).map((link) => [link.path.slice(1), link.title]),
      folder: described.paths.docs.slice(1),
      document: described.paths.openapi.slice(1),
    }),
  ),
  headers: { ...whileUnchanged, 'Content-Security-Policy': contentSecurityPolicy },
});

/** The documents that are files beside the page. The schema of the graph is one where the stage lets callers ask for it. */
function filesBeside(pages: readonly string[], documents: CompressedFiles): CompressedFiles {
  if (!pages.includes('docs')) return {};
  const isServed = (name: string) => !parts.includes(name) && (pages.includes('graph') || !name.endsWith('.graphql'));
  return Object.fromEntries(Object.entries(documents).filter(([name]) => isServed(name)));
}

function fileOf(files: CompressedFiles, name: string): Found | undefined {
  const base64 = Object.hasOwn(files, name) ? files[name] : undefined;
  if (base64 === undefined) return undefined;
  const headers = isImmutable(name) ? forEver : forMinutes;
  return { mediaType: mediaTypeOf(name), content: encodedFile(base64), headers };
}
