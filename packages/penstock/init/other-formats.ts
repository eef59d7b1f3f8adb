/** What a text is that is no OpenAPI document, and how one comes of it. */
export interface OtherFormat {
  readonly received: string;
  readonly fix: string;
}

interface Format extends OtherFormat {
  readonly of: RegExp;
}

/** By how a text of each begins, or what it has at its top. */
const formats: readonly Format[] = [
  { of: /^\s*$/, received: 'an empty file', fix: 'write the document into it' },
  {
    of: /^\s*<(!doctype html|html)/i,
    received: 'a page of HTML',
    fix: 'download the document itself: a page that shows one often links it, as openapi.json or openapi.yaml',
  },
  { of: /^\s*<\?xml/, received: 'XML', fix: 'describe the API in OpenAPI' },
  {
    of: /^\s*["']?asyncapi["']?\s*:|^\s*\{\s*"asyncapi"/m,
    received: 'an AsyncAPI document, which is of events',
    fix: 'events are files of contract/events: npx penstock new event; the HTTP API needs a document of OpenAPI',
  },
  {
    of: /^\s*["']?swagger["']?\s*:\s*["']?2|^\s*\{\s*"swagger"\s*:\s*"2/m,
    received: 'a document of Swagger 2.0',
    fix: 'npx swagger2openapi -o openapi.yaml FILE makes one of OpenAPI 3.0 of it',
  },
  {
    of: /schema\.getpostman\.com|"_postman_id"/,
    received: 'a Postman collection',
    fix: 'export the API as OpenAPI 3.0 in Postman: a collection has requests, and hardly a schema',
  },
  {
    of: /^\s*(?:#.*\n\s*|"""[\s\S]*?"""\s*)*(?:(?:extend\s+)?(?:type|interface|enum|input|scalar|union|directive)\s+@?\w|(?:extend\s+)?schema\s*[@{])/,
    received: 'a GraphQL schema',
    fix: 'a graph is contract/graph.graphql beside the contract; the HTTP API needs a document of OpenAPI',
  },
  {
    of: /^\s*(?:\/\/.*\n|\/\*|\{\s*(?:\/\/|\/\*))/,
    received: 'JSON with comments',
    fix: 'take the comments out, or write them as YAML does: # ...',
  },
];

/** The format of a text, where it is one that people take for OpenAPI; of what says `openapi:` first none is. */
export function otherFormat(text: string): OtherFormat | undefined {
  const plain = text.replace(/^\ufeff/, '');
  if (/^["']?openapi["']?\s*:/m.test(plain)) return undefined;
  return formats.find(({ of }) => of.test(plain));
}
