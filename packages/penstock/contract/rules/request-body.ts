import type { Draft } from '../finding.ts';
import { formFields, formParts } from '../form-fields.ts';
import { asObject, type JsonObject, show } from '../json.ts';
import { essenceOf, kindOf, MOST_BYTES } from '../media-kind.ts';
import { child, members, type Node, resolve } from '../node.ts';
import { contestedNames } from './parameter-reading.ts';
import { at, type Rule } from './rule.ts';

const takesNone = new Set(['get', 'head']);

/** A request body has media types that can be read, each with its schema; GET and HEAD have no body. */
export const requestBody: Rule = function* ({ root, operations }) {
  for (const { label, method, requestBody: body } of operations) {
    if (body === undefined) continue;
    if (takesNone.has(method)) {
      const message = `${label}: expected no request body on ${method.toUpperCase()}, received one`;
      yield at('request-body', body, message, 'Move what it says to parameters (RFC 9110, 9.3.1).');
    }
    const types = members(child(body, 'content'));
    if (types.length === 0) {
      const message = `${label}: expected a media type for the body, received none`;
      yield at('request-body', child(body, 'content'), message, 'Name one, as in application/json.');
    }
    for (const [type, content] of types) yield* badContent(root, label, type, content);
    yield* twice(label, types);
  }
};

/** What is sent has parameters such as charset: by these, bodies are not told apart. */
function* twice(label: string, types: ReturnType<typeof members>): Iterable<Draft> {
  const taken = new Map<string, Node>();
  for (const [type, content] of types) {
    const other = taken.get(essenceOf(type)) ?? content;
    taken.set(essenceOf(type), other);
    if (JSON.stringify(other.value) === JSON.stringify(content.value)) continue;
    const message = `${label}: expected each media type once whatever its parameters, received ${type} with a schema of its own`;
    yield at(
      'request-body',
      content,
      message,
      `Write one schema of ${essenceOf(type)}, by oneOf where it is of several.`,
    );
  }
}

function* badContent(root: JsonObject, label: string, type: string, content: Node): Iterable<Draft> {
  const kind = kindOf(type);
  if (kind !== 'multipart' && essenceOf(type).startsWith('multipart/')) {
    const message = `${label}: expected multipart/form-data, received ${type}, whose parts have no names`;
    yield at('request-body', content, message, 'Use multipart/form-data.');
    return;
  }
  if (kind === 'bytes') {
    yield* tooLong(root, label, child(content, 'schema'));
    return;
  }
  if (asObject(content.value).schema === undefined) {
    yield at('request-body', content, `${label}: expected a schema for ${type}, received none`, 'Add schema.');
    return;
  }
  if (kind === 'form' || kind === 'multipart') yield* badForm(root, label, type, content);
}

function* badForm(root: JsonObject, label: string, type: string, content: Node): Iterable<Draft> {
  const kind = kindOf(type);
  const parts = formParts(root, child(content, 'schema'), kind);
  if (!parts.some(({ value }) => asObject(value).properties !== undefined)) {
    const message = `${label}: expected an object with properties for ${type}, received ${show(asObject(parts[0]?.value).type)}`;
    yield at('request-body', child(content, 'schema'), message, 'Describe the fields of the form as properties.');
    return;
  }
  const fields = formFields(root, content, kind);
  for (const { name, node, type: shape } of fields) {
    if (shape !== undefined) yield* tooLong(root, label, node);
    else {
      const message = `${label}: expected fields that a text can be read as, received ${name} of more than that`;
      yield at('request-body', node, message, `Set encoding of ${name} to contentType: application/json.`);
    }
  }
  for (const [name, first, second] of contestedNames(fields)) {
    const message = `${label}: expected each name of the form to be of one field, received ${name} of ${first} and of ${second}`;
    yield at('request-body', content, message, `Set encoding of ${second} to style: deepObject.`);
  }
}

/** Of bytes, maxLength counts bytes. */
function* tooLong(root: JsonObject, label: string, schema: Node): Iterable<Draft> {
  const resolved = resolve(root, schema);
  const { maxLength, format } = asObject(resolved.value);
  if (typeof maxLength !== 'number' || maxLength <= MOST_BYTES || (format !== undefined && format !== 'binary')) return;
  const message = `${label}: expected ${MOST_BYTES} bytes at most, which is what Lambda takes in base64, received ${maxLength}`;
  yield at(
    'request-body',
    child(resolved, 'maxLength'),
    message,
    `Write ${MOST_BYTES}, or hand out a place to upload to.`,
  );
}
