import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Codemod } from '../codemod.ts';

/** Before 0.2.0 the names of every app began with it, whatever the app was called. */
const before = 'penstock';

export const keepNames: Codemod = {
  version: '0.2.0',
  what: 'penstock.name in package.json keeps the names that the app has in AWS: those of an app begin with its own name now. Remove it if nothing is deployed.',
  run: (root) => {
    const file = join(root, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    if (manifest.penstock?.name !== undefined) return [];
    const named = { ...manifest, penstock: { ...manifest.penstock, name: before } };
    writeFileSync(file, `${JSON.stringify(named, undefined, 2)}\n`);
    return ['package.json'];
  },
};
