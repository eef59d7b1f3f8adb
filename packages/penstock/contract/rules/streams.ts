import { declaresStream, eventStream } from '../event-stream.ts';
import type { Draft } from '../finding.ts';
import { asObject, textOf } from '../json.ts';
import { child, members } from '../node.ts';
import type { OutlinedOperation } from '../outline.ts';
import { at, type Rule } from './rule.ts';

/** A stream is a GET that can be asked for again where it broke off, and says how many may be open at once. */
export const streams: Rule = function* ({ operations }) {
  for (const operation of operations.filter(declaresStream)) {
    yield* safe(operation);
    yield* alone(operation);
    yield* resumable(operation);
    yield* counted(operation);
  }
};

function* safe({ label, method, node }: OutlinedOperation): Iterable<Draft> {
  if (method === 'get') return;
  const message = `${label}: expected GET of an operation that answers with ${eventStream}, received ${method.toUpperCase()}`;
  yield at('streams', node, message, 'Make the change by an operation of its own, and watch it by a GET.');
}

/** EventSource takes a stream of 200 alone, and goes away for good at 204 (HTML, 9.2.3). */
function* alone({ label, responses }: OutlinedOperation): Iterable<Draft> {
  for (const [status, node] of responses) {
    const types = members(child(node, 'content')).map(([type]) => type);
    const isStream = types.includes(eventStream);
    if (isStream ? status === '200' : !/^[23]/.test(status) || types.length === 0) continue;
    const message = isStream
      ? `${label}: expected ${eventStream} of 200 alone, received it of ${status}`
      : `${label}: expected no content of ${status} beside a stream, received ${types.join(', ')}`;
    yield at('streams', node, message, 'Answer 200 with the stream, 204 where there is no more to come.');
  }
}

function* resumable({ label, parameters, node }: OutlinedOperation): Iterable<Draft> {
  const found = parameters.find(({ value }) => {
    const { name, in: place } = asObject(value);
    return place === 'header' && textOf(name).toLowerCase() === 'last-event-id';
  });
  const isOptional = found !== undefined && asObject(found.value).required !== true;
  if (isOptional) return;
  const received = found === undefined ? 'no such parameter' : 'a required one';
  const message = `${label}: expected the header parameter Last-Event-ID of a stream, optional, received ${received}`;
  yield at('streams', found ?? node, message, 'Declare Last-Event-ID in: header, with the schema of an event id.');
}

function* counted({ label, node }: OutlinedOperation): Iterable<Draft> {
  const policy = child(node, 'x-penstock');
  if (child(policy, 'concurrency').value !== undefined) return;
  const message = `${label}: expected a concurrency of its own, received none: an open stream holds one for as long as it lasts`;
  yield at('streams', policy.value === undefined ? node : policy, message, 'Set how many streams may be open at once.');
}
