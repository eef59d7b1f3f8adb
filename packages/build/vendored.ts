import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a package has of others that its users don't install: swagger-ui-dist depends on a package that reports each installation. Their
 * licenses come along.
 */
const vendored: Readonly<Record<string, Vendored>> = {
  penstock: {
    from: 'swagger-ui-dist',
    to: 'runtime/reference/page/swagger-ui',
    files: ['swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt', 'swagger-ui.css', 'LICENSE', 'NOTICE'],
  },
};

interface Vendored {
  readonly from: string;
  /** A folder of the package. */
  readonly to: string;
  readonly files: readonly string[];
}

export function copyVendored(root: string, name: string, out: string): void {
  const one = vendored[name];
  if (one === undefined) return;
  mkdirSync(join(out, one.to), { recursive: true });
  for (const file of one.files) copyFileSync(join(root, 'node_modules', one.from, file), join(out, one.to, file));
}
