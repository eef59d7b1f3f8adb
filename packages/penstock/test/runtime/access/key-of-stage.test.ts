import { expect, test } from '@jest/globals';
import { idOfKey, newApiKey } from '../../../runtime/access/api-key.ts';

test('a key has an id in its own stage alone', () => {
  const { id, text } = newApiKey('prod');
  expect(idOfKey('prod', text)).toBe(id);
  expect(idOfKey('dev', text)).toBeUndefined();
});
