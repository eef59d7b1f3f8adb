import { asObject, show } from '../json.ts';
import { child } from '../node.ts';
import { at, type Rule } from './rule.ts';

// It names a file, an export and a function in AWS (64 characters with the prefix of the stage).
export const nameForm = /^[a-z][A-Za-z0-9]{1,39}$/;

export const takenNames: Readonly<Record<string, string>> = {
  authorizer: 'the authorizer function',
  graph: 'the function of the graph',
  relayEvents: 'the function that relays events',
  events: 'the module of the validators of events',
  consumed: 'the module of the validators of consumers',
  ...Object.fromEntries(
    'await case catch class const delete default enum export extends import return static switch throw void while with yield'
      .split(' ')
      .map((word) => [word, 'a word of JavaScript']),
  ),
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
