import { describe, expect, it } from '@jest/globals';
import { createEventParser } from '../event-parser.ts';

/** Pieces of each length, so that every text is cut everywhere. */
function pieces(text: string, length: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, at) => text.slice(at * length, (at + 1) * length));
}

const message = (data: string, id = '', event = 'message') => ({ id, event, data });

/** The examples of the specification, and what it says of each. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
const examples: readonly (readonly [name: string, text: string, expected: readonly object[]])[] = [
  [
    'three messages',
    'data: This is the first message.\n\ndata: This is the second message, it\ndata: has two lines.\n\ndata: This is the third message.\n\n',
    [
      message('This is the first message.'),
      message('This is the second message, it\nhas two lines.'),
      message('This is the third message.'),
    ],
  ],
  [
    'events of types',
    'event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\nevent: add\ndata: 113411\n\n',
    [message('73857293', '', 'add'), message('2153', '', 'remove'), message('113411', '', 'add')],
  ],
  ['three lines of data', 'data: YHOO\ndata: +2\ndata: 10\n\n', [message('YHOO\n+2\n10')]],
  [
    'a comment, an id, an id that is taken back, and a block without an end',
    ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n',
    [message('first event', '1'), message('second event')],
  ],
  ['data without a value', 'data\n\ndata\ndata\n\ndata:', [message(''), message('\n')]],
  [
    'a space that belongs to the syntax, and one that does not',
    'data:test\n\ndata: test\n\ndata:  test\n\n',
    [message('test'), message('test'), message(' test')],
  ],
  [
    'lines that end with CR LF or CR',
    'id: 1\r\ndata: a\r\n\r\ndata: b\r\rdata: c\n\n',
    [message('a', '1'), message('b', '1'), message('c', '1')],
  ],
  [
    'an id with NUL, a field of another name, and one of prototypes',
    'id: 1\0\nother: x\n__proto__: y\ndata: a\n\n',
    [message('a')],
  ],
  ['an event without data', 'event: x\nid: 7\n\ndata: a\n\n', [message('a', '7')]],
];

describe('the parser of a stream', () => {
  it.each(examples)('reads %s, however it is cut', (_, text, expected) => {
    for (const length of [1, 2, 3, 7, text.length]) {
      const parser = createEventParser();
      expect(pieces(text, length).flatMap((piece) => parser.push(piece))).toEqual(expected);
    }
  });

  it.each([
    ['retry: 2000\n', 2000],
    ['retry: 2s\n', undefined],
    ['retry:\n', undefined],
  ])('takes %j as %p ms', (text, retryMs) => {
    const parser = createEventParser();
    parser.push(text);

    expect(parser.retryMs).toBe(retryMs);
  });
});
