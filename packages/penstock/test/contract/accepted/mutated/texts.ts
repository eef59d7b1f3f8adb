import { pick, type Random } from './places.ts';

/** Changes the text of a document, or what it is written as. */
type Change = (text: string, random: Random) => string | Buffer;

/** A line that has a member, again. */
function twice(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = Math.floor(random() * lines.length);
  const from = lines.findIndex((line, index) => index >= at && /\w"?:/.test(line));
  return from < 0 ? text : lines.toSpliced(from, 0, lines[from] ?? '').join('\n');
}

export const texts: Readonly<Record<string, Change>> = {
  'a line is there twice': twice,
  'it begins with a byte order mark': (text) => `\ufeff${text}`,
  'lines end as in Windows': (text) => text.replaceAll('\n', '\r\n'),
  'tabs are in place of spaces': (text) => text.replaceAll('  ', '\t'),
  'bytes that are no UTF-8': (text, random) => {
    const bytes = Buffer.from(text);
    for (let count = 0; count < 5; count += 1) {
      bytes[Math.floor(random() * bytes.length)] = pick(random, [0xff, 0xc0, 0x80, 0xed]);
    }
    return bytes;
  },
  'it is UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'it ends early': (text, random) => text.slice(0, Math.floor(random() * text.length)),
  'it is empty': (_, random) => pick(random, ['', '\n', ' ', '---', '{}', '[]', 'null', '# a comment']),
  'a part is gone': (text, random) => {
    const at = Math.floor(random() * text.length);
    return text.slice(0, at) + text.slice(at + pick(random, [1, 10, 1000]));
  },
  'characters that mean something': (text, random) => {
    const at = Math.floor(random() * text.length);
    const written = pick(random, [
      '&a ',
      '*a',
      '!!binary ',
      '<<: ',
      '"',
      "'",
      '{',
      ']',
      ': ',
      '- ',
      '\u0000',
      '| ',
      '%',
    ]);
    return text.slice(0, at) + written + text.slice(at);
  },
  'it is there twice': (text) => `${text}\n---\n${text}`,
  'it is large': (text) => `${text}\n# ${'x'.repeat(7_000_000)}`,
};
