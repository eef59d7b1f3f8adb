import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { hashOf } from '../encoded.ts';
import { type CompressedFiles, compressed } from '../files.ts';

/** In the order of the page, before what is the page's own. */
const ofSwaggerUi = ['swagger-ui.css', 'swagger-ui-bundle.js'];
const own = ['page.css', 'page.js'];
/** To which the script refers by this name. */
const license = 'swagger-ui-bundle.js.LICENSE.txt';

/** Beside this module in the published package; a checkout has them as a package. */
function swaggerUiFolder(): string {
  const published = join(import.meta.dirname, 'swagger-ui');
  if (existsSync(published)) return published;
  return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
}

/**
 * What the page loads, under names that change with what is in the files. A bundle has the result in the place of this module.
 */
export function readFiles(): CompressedFiles {
  const folders = [
    [swaggerUiFolder(), ofSwaggerUi],
    [import.meta.dirname, own],
  ] as const;
  const loaded = folders.flatMap(([folder, names]) =>
    names.map((name) => {
      const content = readFileSync(join(folder, name));
      return [withHash(name, hashOf(content)), compressed(content)] as const;
    }),
  );
  return { ...Object.fromEntries(loaded), [license]: compressed(readFileSync(join(swaggerUiFolder(), license))) };
}

const withHash = (name: string, hash: string): string => name.replace(/(\.\w+)$/, `.${hash}$1`);
