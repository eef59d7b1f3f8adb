import { asObject, show } from '../json.ts';
import { child } from '../node.ts';
import { referenceName, referenceOperations } from '../reference/endpoints.ts';
import { at, type Rule } from './rule.ts';

// It names a file, an export and a function in AWS (64 characters with the prefix of the stage).
export const nameForm = /^[a-z][A-Za-z0-9]{1,39}$/;

/**
 * What no binding of a module may be called.
 *
 * @see https://tc39.es/ecma262/#prod-ReservedWord and https://tc39.es/ecma262/#sec-strict-mode-of-ecmascript
 */
const reservedWords =
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof var void while with yield`.split(/\s+/);

const ofModules = [
  'answer',
  'validate',
  ...['bytesBody', 'formBody', 'jsonBody', 'multipartBody', 'textBody'],
  ...['composedParameters', 'plainParameters'],
];

export const takenNames: Readonly<Record<string, string>> = {
  authorizer: 'the authorizer function',
  graph: 'the function of the graph',
  graphStreams: 'the function of the subscriptions of the graph',
  relayEvents: 'the function that relays events',
  [referenceName]: 'the function that describes the API',
  events: 'the module of the validators of events',
  consumed: 'the module of the validators of consumers',
  ...Object.fromEntries(referenceOperations.map((name) => [name, 'an operation of the pages that describe the API'])),
  ...Object.fromEntries(ofModules.map((name) => [name, 'what the module of an operation imports'])),
  ...Object.fromEntries(reservedWords.map((word) => [word, 'a word of JavaScript'])),
};

/** Every operation has an operationId in camelCase, its own: the join key of handler, function, route and alarm. */
export const operationId: Rule = function* ({ operations }) {
  const first = new Map<string, string>();
  for (const { node, label } of operations) {
    const { operationId: id } = asObject(node.value);
    const place = id === undefined ? node : child(node, 'operationId');
    if (typeof id !== 'string' || !nameForm.test(id)) {
      const message = `${label}: expected an operationId in camelCase, 2 to 40 letters and digits, received ${show(id)}`;
      yield at('operation-id', place, message, 'Name what the operation does, as in createParcel.');
      continue;
    }
    // Their files would collide where the file system ignores case.
    const same = first.get(id.toLowerCase());
    if (same !== undefined) {
      const message = `expected each operationId once, received "${id}" after "${same}"`;
      yield at('operation-id', place, message, 'Rename one of the two.');
    } else if (Object.hasOwn(takenNames, id)) {
      yield at(
        'operation-id',
        place,
        `expected a free name, received "${id}", which is ${takenNames[id]}`,
        'Rename it.',
      );
    }
    first.set(id.toLowerCase(), same ?? id);
  }
};
