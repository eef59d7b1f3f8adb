import { asObject, isObject } from '../../contract/json.ts';
import { MOST_BYTES } from '../../contract/media-kind.ts';
import { escapeSegment } from '../../contract/node.ts';
import type { ContractDraft } from '../draft.ts';
import { type Mender, operationOf } from '../mending.ts';
import { dropContent, mendForm, withoutStream } from './forms.ts';
import { anyValue } from './schemas.ts';

const problemSchema = {
  description: 'A problem document (RFC 9457).',
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'correlationId', 'retryable'],
  properties: {
    type: { type: 'string', format: 'uri-reference', maxLength: 256 },
    title: { type: 'string', maxLength: 128 },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', maxLength: 1024 },
    instance: { type: 'string', maxLength: 256 },
    correlationId: { type: 'string', maxLength: 128 },
    retryable: { type: 'boolean' },
  },
};

const media = 'application/problem+json';

/** The problems that the gateway and the chain may answer with, and errors in the form of one. */
export const problemResponses: Mender = ({ draft, finding: { path, rule, message } }) => {
  const [, missing] = /to declare ([\d, ]+), received none$/.exec(message) ?? [];
  const response = problemResponse(draft, rule);
  if (missing !== undefined) {
    for (const status of missing.split(', ')) draft.set(`${path}/${status}`, { $ref: response }, { rule });
    return;
  }
  if (!message.includes(`as ${media}`)) return;
  const described = draft.valueAt(path);
  const { $ref } = { $ref: problemSchemaOf(draft, rule) };
  if (isObject(described)) draft.set(`${path}/content`, { [media]: { schema: { $ref } } }, { rule, review: true });
};

/** A problem of the document that lists its own types is not what the gateway answers with. */
export const problemTypes: Mender = ({ draft, finding: { path, rule } }) => {
  const { $ref } = { $ref: problemSchemaOf(draft, rule) };
  if (asObject(draft.valueAt(path)).$ref !== $ref) draft.set(path, { $ref }, { rule, review: true });
};

function problemResponse(draft: ContractDraft, rule: string): string {
  const name = nameFor(draft, 'responses', 'Problem', (value) => isProblem(value));
  const pointer = `/components/responses/${name}`;
  if (draft.valueAt(pointer) === undefined) {
    const content = { [media]: { schema: { $ref: problemSchemaOf(draft, rule) } } };
    draft.set(pointer, { description: 'What went wrong, as a problem document (RFC 9457).', content }, { rule });
  }
  return `#${pointer}`;
}

function problemSchemaOf(draft: ContractDraft, rule: string): string {
  const name = nameFor(draft, 'schemas', 'Problem', isProblemSchema);
  const pointer = `/components/schemas/${name}`;
  if (draft.valueAt(pointer) === undefined) draft.set(pointer, problemSchema, { rule });
  return `#${pointer}`;
}

/** Where the schema of problems is that was written here; undefined where the document needed none. */
export const problemPointer = (draft: ContractDraft): string | undefined =>
  ['Problem', 'ApiProblem']
    .map((name) => `/components/schemas/${name}`)
    .find((pointer) => isProblemSchema(draft.valueAt(pointer)));

const isProblemSchema = (value: unknown): boolean => asObject(value).description === problemSchema.description;

const isProblem = (value: unknown): boolean =>
  isObject(value) && isObject(value.content) && Object.hasOwn(value.content, media);

/** The name, unless the contract has something else by it. */
function nameFor(draft: ContractDraft, kind: string, name: string, isOurs: (value: unknown) => boolean): string {
  const found = draft.valueAt(`/components/${kind}/${name}`);
  return found === undefined || isOurs(found) ? name : `Api${name}`;
}

/** What the gateway drops or never takes from a function, and content without a schema. */
export const answers: Mender = (mending) => {
  const { draft, finding } = mending;
  const { path, rule, message } = finding;
  const isInterim = message.includes('expected answers from 200 to 599') && path.startsWith('/paths/');
  if (isInterim || message.includes('expected a header that API Gateway hands on')) draft.remove(path, { rule });
  else if (message.includes('expected a schema for'))
    draft.set(`${path}/schema`, { $ref: anyValue(draft, rule) }, { rule, review: true });
  else if (/expected no content of \d+, received/.test(message)) draft.remove(path, { rule });
  else if (message.includes('expected a header name that is a token')) draft.remove(path, { rule });
  else if (message.includes('expected text/event-stream alone')) withoutStream(mending, operationOf(path) ?? '');
};

/** Nobody knows how it succeeds: any status of success, and no body. */
export const responses: Mender = ({ draft, finding: { path, rule, message } }) => {
  if (!message.includes('expected an answer 2xx')) return;
  draft.set(`${path}/2XX`, { description: 'It succeeded.' }, { rule, review: true });
};

/** Content without a schema, and a body where the gateway takes none. */
export const requestBody: Mender = (mending) => {
  const { draft, finding } = mending;
  const { path, rule, message } = finding;
  if (message.includes('expected no request body on') || message.includes('expected a media type for the body'))
    draft.remove(path, { rule });
  else if (message.includes('expected a schema for'))
    draft.set(`${path}/schema`, { $ref: anyValue(draft, rule) }, { rule, review: true });
  else if (/bytes at most, which is what Lambda takes/.test(message))
    draft.set(path, MOST_BYTES, { rule, review: true });
  else if (/expected (multipart\/form-data|an object with properties|each media type once)/.test(message))
    dropContent(mending);
  else mendForm(mending);
};

/** A default that its own schema refuses, and one that is never used. */
export const byDefault: Mender = ({ draft, finding: { path, rule } }) => {
  draft.remove(path, { rule });
};

export const parameters: Mender = ({ draft, source, finding: { path, rule, message } }) => {
  if (message.includes('expected no default on a required parameter')) {
    const schema = draft.valueAt(`${path}/schema`);
    const at = isObject(schema) && typeof schema.$ref === 'string' ? schema.$ref.slice(1) : `${path}/schema`;
    draft.remove(`${at}/default`, { rule });
  } else if (message.includes('expected a header that OpenAPI lets a parameter describe')) {
    removeParameter(draft, source.root, path, rule);
  }
};

/** The parameter itself, or each reference to it. */
function removeParameter(draft: ContractDraft, root: unknown, pointer: string, rule: string): void {
  if (!pointer.startsWith('/components/parameters/')) {
    draft.remove(pointer, { rule });
    return;
  }
  for (const place of referring(root, `#${pointer}`, '').reverse()) draft.remove(place, { rule });
}

function referring(value: unknown, reference: string, pointer: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isObject(value) && value.$ref === reference) return [pointer];
  return Object.entries(value).flatMap(([name, member]) =>
    referring(member, reference, `${pointer}/${escapeSegment(name)}`),
  );
}
