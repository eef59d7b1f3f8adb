import { describe, expect, it } from '@jest/globals';
import { idAt, isListPosition, listPosition } from '../../../runtime/items/list-position.ts';

const id = `note_${'0'.repeat(26)}`;
const position = listPosition({ createdAt: '2026-11-22T12:00:00.000Z', id });

describe('a list position', () => {
  it('is the time and the id of an item, and leads back to the id', () => {
    expect(position).toBe(`2026-11-22T12:00:00.000Z#${id}`);
    expect(idAt(position)).toBe(id);
    expect(isListPosition('note_')(position)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['of another kind of item', position.replace('note_', 'other_')],
    ['without a time', `#${id}`],
    ['without an id', position.slice(0, -26)],
    ['longer than a position', `${position}0`],
    ['followed by a line', `${position}\n`],
  ])('is not what is %s', (_case, text) => {
    expect(isListPosition('note_')(text)).toBe(false);
  });
});
