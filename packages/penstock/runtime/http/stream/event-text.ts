import type { ServerSentEvent } from './server-sent-event.ts';

/** The media type of a stream of events. */
export const EVENT_STREAM = 'text/event-stream';

/**
 * An event as it is sent (HTML, 9.2.5). JSON has no line breaks of its own, so its data is one line.
 * @throws TypeError for an id or a type that would end its line, and for data that JSON cannot carry
 */
export function eventText({ id, event, data }: ServerSentEvent): string {
  const text: string | undefined = JSON.stringify(data);
  if (text === undefined) throw new TypeError('An event has data that JSON cannot carry');
  return `${field('id', id)}${field('event', event)}data: ${text}\n\n`;
}

/** A line that clients pass over: it keeps a connection from being taken for dead. */
export const comment = ':\n\n';

/** Milliseconds that a client waits before it comes again. */
export const retryText = (ms: number): string => `retry: ${ms}\n\n`;

function field(name: 'id' | 'event', value: string | undefined): string {
  if (value === undefined) return '';
  // A client passes over an id with NUL in it.
  if (/[\0\r\n]/.test(value)) throw new TypeError(`The ${name} of an event has a line break or NUL in it`);
  return `${name}: ${value}\n`;
}
