import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { comment, eventText, retryText } from '../../../../runtime/http/stream/event-text.ts';

const data = { text: 'line\nbreak\r\n, colon: and caf\u00e9 \u2028 \u{1f381}' };

describe('the text of an event', () => {
  it.each([
    [{ data: 1 }, 'data: 1\n\n'],
    [{ id: '7', event: 'changed', data: { a: [] } }, 'id: 7\nevent: changed\ndata: {"a":[]}\n\n'],
    [{ id: '', data: 'a\nb' }, 'id: \ndata: "a\\nb"\n\n'],
  ])('of %j is a line a field', (event, expected) => {
    expect(eventText(event)).toBe(expected);
  });

  it.each([
    ['id', { id: '1\n', data: 1 }],
    ['id', { id: '1\r2', data: 1 }],
    ['id', { id: '\0', data: 1 }],
    ['event', { event: 'a\ndata: b', data: 1 }],
  ])('fails for an %s that would end its line', (name, event) => {
    expect(() => eventText(event)).toThrow(`The ${name} of an event has a line break or NUL in it`);
  });

  it('fails for data that JSON cannot carry', () => {
    expect(() => eventText({ data: undefined })).toThrow('JSON cannot carry');
  });

  it('is what the EventSource of Node reads, with what it goes on after', async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers['last-event-id'] as string | undefined);
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write(retryText(1));
      response.write(comment);
      if (asked.length === 1) response.write(eventText({ id: '41', data: 'first' }));
      response.end(eventText({ id: '42', event: 'changed', data }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    // A client that nobody here wrote, and that Jest's environment does not have.
    const source = `
      const source = new EventSource('http://127.0.0.1:${port}/');
      const seen = [];
      // What waits to come again keeps no process alive by itself.
      const alive = setInterval(() => {}, 1000);
      source.onmessage = ({ data, lastEventId }) => seen.push(['message', lastEventId, JSON.parse(data)]);
      source.addEventListener('changed', ({ data, lastEventId }) => {
        seen.push(['changed', lastEventId, JSON.parse(data)]);
        if (seen.length < 3) return;
        source.close();
        clearInterval(alive);
        process.stdout.write(JSON.stringify(seen));
      });`;
    const args = ['--experimental-eventsource', '--no-warnings', '--eval', source];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    await new Promise((resolve) => server.close(resolve));

    expect(JSON.parse(stdout)).toEqual([
      ['message', '41', 'first'],
      ['changed', '42', data],
      ['changed', '42', data],
    ]);
    expect(asked).toEqual([undefined, '42']);
  });
});
