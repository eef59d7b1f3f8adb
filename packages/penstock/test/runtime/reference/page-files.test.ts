import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CompressedFiles } from '../../../runtime/reference/files.ts';
import { readFiles } from '../../../runtime/reference/page/files.ts';
import { isImmutable } from '../../../runtime/reference/page/names.ts';

let files: CompressedFiles;
beforeAll(() => {
  files = readFiles();
});
const contentOf = (name: string): string => String(gunzipSync(Buffer.from(files[name] ?? '', 'base64')));

describe('what the reference page loads', () => {
  it('is Swagger UI before what is our own, each by a name that changes with it', () => {
    const hashed = Object.keys(files).filter(isImmutable);

    expect(hashed.map((name) => name.replace(/\.[\w-]{22}\./, '.'))).toEqual([
      'swagger-ui.css',
      'swagger-ui-bundle.js',
      'page.css',
      'page.js',
    ]);
    expect(new Set(hashed.map((name) => name.split('.')[1])).size).toBe(4);
  });

  it('has the license that its script refers to', () => {
    const script = Object.keys(files).find((name) => name.startsWith('swagger-ui-bundle.') && isImmutable(name)) ?? '';
    const [, license = ''] = /license information please see (\S+)/.exec(contentOf(script)) ?? [];

    expect(contentOf(license)).toContain('@license');
    expect(isImmutable(license)).toBe(false);
  });

  it('is less than a tenth of what an answer may be', () => {
    const bytes = Object.values(files).map((base64) => base64.length);

    expect(Math.max(...bytes)).toBeLessThan(650_000);
  });

  it('calls no other host: it does without the validator of swagger.io', () => {
    const own = Object.keys(files).find((name) => name.startsWith('page.') && name.endsWith('.js')) ?? '';

    expect(contentOf(own)).toContain('validatorUrl: null');
    expect(contentOf(own)).not.toMatch(/https?:\/\//);
  });
});
