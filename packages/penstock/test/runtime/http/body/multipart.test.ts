import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { multipartParts } from '../../../../runtime/http/body/multipart.ts';

const words = fc
  .string({ maxLength: 12, unit: 'binary' })
  .map((text) => text.toWellFormed().replaceAll(/\r\n?|\n/g, '\r\n'));
const names = fc.string({ minLength: 1, maxLength: 8 });
const files = fc.record({
  filename: names,
  type: fc.constantFrom('image/png', 'text/plain'),
  bytes: fc.uint8Array({ maxLength: 64 }),
});
const entries = fc.array(fc.tuple(names, fc.oneof(words, files)), { minLength: 1, maxLength: 6 });

/** As fetch writes a form: nothing of ours has a part in it. */
async function sentBy(form: FormData): Promise<{ readonly bytes: Buffer; readonly boundary: string }> {
  const response = new Response(form);
  const [, boundary = ''] = /boundary=(.+)$/.exec(response.headers.get('content-type') ?? '') ?? [];
  return { bytes: Buffer.from(await response.arrayBuffer()), boundary };
}

describe('a body of multipart/form-data', () => {
  it('has the parts that a client put into it', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (all) => {
        const form = new FormData();
        for (const [name, value] of all) {
          if (typeof value === 'string') form.append(name, value);
          else form.append(name, new File([new Uint8Array(value.bytes)], value.filename, { type: value.type }));
        }
        const { bytes, boundary } = await sentBy(form);
        const read = multipartParts(bytes, boundary).map(({ name, filename, mediaType, bytes: content }) =>
          filename === undefined
            ? [name, content.toString()]
            : [name, { filename, type: mediaType, bytes: new Uint8Array(content) }],
        );
        expect(read).toEqual(all.map(([name, value]) => [name, value]));
      }),
      { numRuns: 60 },
    );
  });

  const part = (head: string, content = 'x') => `--b\r\n${head}\r\n\r\n${content}\r\n`;
  const named = 'Content-Disposition: form-data; name="a"';

  it.each([
    ['with a preamble', `before\r\n${part(named)}--b--\r\nafter`, 'x'],
    ['with spaces behind the boundary', `--b  \r\n${named}\r\n\r\nx\r\n--b--`, 'x'],
    ['that is empty', `${part(named, '')}--b--`, ''],
    ['with a name that is a token', `${part('content-disposition: form-data; name=a')}--b--`, 'x'],
    ['with lines of its own', `${part(named, 'x\r\n--c\r\ny')}--b--`, 'x\r\n--c\r\ny'],
  ])('is read: a part %s', (_, text, content) => {
    expect(multipartParts(Buffer.from(text), 'b').map(({ name, bytes }) => [name, bytes.toString()])).toEqual([
      ['a', content],
    ]);
  });

  it('may have no part', () => {
    expect(multipartParts(Buffer.from('--b--\r\n'), 'b')).toEqual([]);
  });

  it.each([
    ['nothing', '', 'has no part that begins with the boundary'],
    ['a boundary within a line', `x--b\r\n${named}\r\n\r\nx\r\n--b--`, 'has no part that begins with the boundary'],
    ['a boundary that goes on', `--bc\r\n${named}\r\n\r\nx\r\n--b--`, 'has a boundary that does not end its line'],
    ['no end', part(named), 'has a part that does not end'],
    ['no end of headers', `--b\r\n${named}\r\n--b--`, 'has a part without an end of its headers'],
    ['a head that is too long', `${part(`${named}\r\nx: ${'y'.repeat(8192)}`)}--b--`, 'without an end of its headers'],
    ['no name', `${part('Content-Disposition: form-data')}--b--`, 'has a part without `Content-Disposition'],
    ['no form', `${part('Content-Disposition: attachment; name="a"')}--b--`, 'has a part without `Content-Disposition'],
    ['too many', `${part(named).repeat(1001)}--b--`, 'has more than 1000 parts'],
  ])('fails with %s', (_, text, message) => {
    expect(() => multipartParts(Buffer.from(text), 'b')).toThrow(new RegExp(message.replaceAll(/[`;]/g, '.')));
  });
});
