import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { dotOf } from '../../packages/penstock/graph/dot.ts';
import { svgOf } from '../../packages/penstock/graph/svg.ts';
import { systemOf, titleOf } from '../../packages/penstock/graph/system.ts';
import { assemblyOf } from '../support/stages.ts';

it('the picture in docs is that of the template; npm run graph -- --stage prod --out docs/system.svg draws it anew', async () => {
  const system = systemOf(assemblyOf('prod'));
  const title = titleOf(system);
  expect(system.problems).toEqual([]);
  expect(readFileSync('docs/system.svg', 'utf8')).toBe(await svgOf(dotOf(system.picture, title), title));
});
