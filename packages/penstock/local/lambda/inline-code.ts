import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lazy } from '../lazy.ts';
import { fileMode } from '../private-files.ts';

/** Of this process, and gone with it. */
const root = lazy(() => {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-inline-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
});

/**
 * The folder of code that a template holds itself, which CloudFormation writes into a file named `index.js`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
 */
export function inlineFolder(source: string): string {
  const folder = join(root(), createHash('sha256').update(source).digest('hex'));
  const file = join(folder, 'index.js');
  if (existsSync(file)) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, source, { mode: fileMode });
  return folder;
}
