import { mediaTypeOf } from './page/names.ts';

/** Where an API describes itself; `file` is a template. */
export interface ReferencePaths {
  readonly openapi: string;
  readonly asyncapi: string;
  readonly catalog: string;
  readonly docs: string;
  readonly file: string;
}

/** A document about the API that a program reads. */
export interface DocumentLink {
  /** Below the address of the API. */
  readonly path: string;
  readonly type: string;
  readonly title: string;
}

export interface Described {
  readonly paths: ReferencePaths;
  /** The names of what the stage serves. */
  readonly pages: readonly string[];
  /** The names of the files beside the page. */
  readonly files: readonly string[];
}

/** What there is to read about the API in the stage. */
export function documentsOf({ paths, pages, files }: Described): readonly DocumentLink[] {
  const type = 'application/json';
  return [
    ...(pages.includes('openapi') ? [{ path: paths.openapi, type, title: 'OpenAPI 3.1' }] : []),
    ...(pages.includes('asyncapi') ? [{ path: paths.asyncapi, type, title: 'AsyncAPI 3.0' }] : []),
    ...files.flatMap((name) => {
      const title = titleOf(name);
      const path = paths.file.replace(/\{[^}]+\}$/, name);
      return title === undefined ? [] : [{ path, type: mediaTypeOf(name).split(';')[0] ?? '', title }];
    }),
  ];
}

const titles: Readonly<Record<string, (name: string) => string>> = {
  binpb: () => 'Protobuf descriptor set',
  graphql: () => 'GraphQL schema',
  proto: (name) => name,
};

const titleOf = (name: string): string | undefined => titles[name.slice(name.lastIndexOf('.') + 1)]?.(name);

/**
 * What there is to know about the API, as a set of links.
 *
 * @param status the path that says whether the API answers
 * @see https://www.rfc-editor.org/rfc/rfc9727
 * @see https://www.rfc-editor.org/rfc/rfc8631
 */
export function catalogAt(base: string, described: Described, status: string | undefined): object {
  const { paths, pages } = described;
  const documents = documentsOf(described).map(({ path, type, title }) => ({ href: `${base}${path}`, type, title }));
  const page = [{ href: `${base}${paths.docs}`, type: 'text/html' }];
  return {
    linkset: [
      { anchor: `${base}${paths.catalog}`, item: [{ href: `${base}/` }] },
      {
        anchor: `${base}/`,
        ...(documents.length === 0 ? {} : { 'service-desc': documents }),
        ...(pages.includes('docs') ? { 'service-doc': page } : {}),
        ...(status === undefined ? {} : { status: [{ href: `${base}${status}`, type: 'application/json' }] }),
      },
    ],
  };
}
