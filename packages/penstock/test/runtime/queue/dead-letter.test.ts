import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deadLetterOf } from '../../../runtime/queue/dead-letter.ts';
import { message } from '../../../testkit/consumer-runtime.ts';
import { anyText, isTakenBySqs } from '../../../testkit/sqs-characters.ts';

const MAX_BYTES = 1024 * 1024;
const cause = { reason: 'oversize', detail: 'too long', consumer: 'greet', attempts: 1 };

const bytesOf = ({ MessageBody, MessageAttributes }: ReturnType<typeof deadLetterOf>): number =>
  Object.entries(MessageAttributes)
    .flatMap(([name, { DataType = '', StringValue = '' }]) => [name, DataType, StringValue])
    .reduce((sum, part) => sum + Buffer.byteLength(part), Buffer.byteLength(MessageBody));

describe('a message that is moved to the dead-letter queue', () => {
  it('has what an operator asks for, each as SQS takes it', () => {
    const sentAt = Date.parse('2026-11-22T12:00:00.000Z');
    const record = message('x', { sentAt });

    expect(deadLetterOf(record, cause)).toEqual({
      MessageBody: 'x',
      MessageAttributes: {
        reason: { DataType: 'String', StringValue: 'oversize' },
        detail: { DataType: 'String', StringValue: 'too long' },
        consumer: { DataType: 'String', StringValue: 'greet' },
        attempts: { DataType: 'Number', StringValue: '1' },
        originalMessageId: { DataType: 'String', StringValue: record.messageId },
        sentAt: { DataType: 'String', StringValue: '2026-11-22T12:00:00.000Z' },
      },
    });
  });

  it.each([
    ['nothing', '', '-'],
    ['what SQS refuses', 'a\u0000b\ufffe\uffffc', 'a\\u0000b\\ufffe\\uffffc'],
    ['half a pair', '\ud83d.', '\\ud83d.'],
    [
      'what SQS takes',
      '\t\n\r\u0020\ud7ff\ue000\ufffd\u{10000}\u{10ffff}',
      '\t\n\r\u0020\ud7ff\ue000\ufffd\u{10000}\u{10ffff}',
    ],
    ['512 characters', 'x'.repeat(512), 'x'.repeat(512)],
    ['more than 512 characters', 'x'.repeat(513), 'x'.repeat(512)],
    ['a pair at the end of them', `${'x'.repeat(511)}\u{1f6b0}`, `${'x'.repeat(511)}\ufffd`],
  ])('says why in text that SQS takes, of %s', (_case, detail, expected) => {
    expect(deadLetterOf(message('x'), { ...cause, detail }).MessageAttributes.detail?.StringValue).toBe(expected);
  });

  it('is whole where it just fits, and cut by a byte more', () => {
    const room = MAX_BYTES - bytesOf(deadLetterOf(message(''), cause));

    expect(deadLetterOf(message('x'.repeat(room)), cause).MessageAttributes).not.toHaveProperty('originalBytes');
    const cut = deadLetterOf(message('x'.repeat(room + 1)), cause);
    expect(cut.MessageAttributes.originalBytes).toEqual({ DataType: 'Number', StringValue: String(room + 1) });
    expect(bytesOf(cut)).toBe(MAX_BYTES);
  });

  it('fits into what SQS takes, as it is or as much of it as there is room for', () => {
    const anyLength = fc.oneof(
      fc.nat(MAX_BYTES),
      fc.nat(1000).map((less) => MAX_BYTES - less),
    );
    const anyDetail = fc.string({ unit: 'grapheme', maxLength: 600 });

    fc.assert(
      fc.property(fc.constantFrom('x', 'é', '€', '\u{1f6b0}'), anyLength, anyDetail, (character, length, detail) => {
        const body = `-${character.repeat(Math.max(0, length - 1) / Buffer.byteLength(character))}`;

        const letter = deadLetterOf(message(body), { ...cause, detail });

        expect(bytesOf(letter)).toBeLessThanOrEqual(MAX_BYTES);
        if (letter.MessageAttributes.originalBytes === undefined) return expect(letter.MessageBody).toBe(body);
        expect(letter.MessageAttributes.originalBytes.StringValue).toBe(String(Buffer.byteLength(body)));
        expect(body.startsWith(letter.MessageBody)).toBe(true);
        return expect(bytesOf(letter)).toBeGreaterThan(MAX_BYTES - Buffer.byteLength(character));
      }),
      { numRuns: 50 },
    );
  });

  it('has no character that SQS refuses, and says the same in JSON', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, reason) => {
        const body = `{"text":${JSON.stringify(text)}}`;
        const { MessageBody, MessageAttributes } = deadLetterOf(message(body), { ...cause, reason, detail: text });

        const said = Object.values(MessageAttributes).map(({ StringValue = '' }) => StringValue);
        expect([MessageBody, ...said].filter((one) => !isTakenBySqs(one))).toEqual([]);
        expect(JSON.parse(MessageBody)).toEqual({ text });
      }),
    );
  });
});
