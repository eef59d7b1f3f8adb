import { expect, it } from '@jest/globals';
import { openObjects } from '../../contract/rules/closed-body.ts';
import { counted } from './counted.ts';

it('looks at what many bodies share once for all of them', () => {
  const properties = counted({ a: { type: 'object' } });
  const root = { components: { schemas: { Shared: { type: 'object', properties: properties.value } } } };
  const bodies = Array.from({ length: 50 }, (_, index) => ({
    value: { $ref: '#/components/schemas/Shared' },
    pointer: `/paths/~1a${index}/post/requestBody/content/application~1json/schema`,
  }));
  const once = counted({ a: { type: 'object' } });
  openObjects({ components: { schemas: { Shared: { type: 'object', properties: once.value } } } }, bodies.slice(0, 1));
  const open = openObjects(root, bodies).map(({ pointer }) => pointer);
  expect(open).toEqual(['/components/schemas/Shared', '/components/schemas/Shared/properties/a']);
  expect(properties.walks()).toBe(once.walks());
});
