import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../local/synthesize.ts';

/** Where the stage believes to be; a copy is told where it really is. */
const origin = 'http://127.0.0.1:65534';
const localProvider = 'http://127.0.0.1:65533';

export interface Addresses {
  readonly origin: string;
  readonly provider: string;
}

/**
 * A copy of the app's synthesized stage at these addresses. Test files that follow one another share one synth: it is
 * done again when a file that it is made of has changed.
 */
export async function assemblyOf(stage: string, addresses: Addresses): Promise<string> {
  const shared = join('.penstock/test', `${stage}-${fingerprint()}`);
  if (!existsSync(shared)) await synthesizeInto(shared, stage);
  const folder = mkdtempSync(join(tmpdir(), 'penstock-app-'));
  cpSync(shared, folder, { recursive: true });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const text = readFileSync(join(folder, file), 'utf8');
    const moved = text.replaceAll(origin, addresses.origin).replaceAll(localProvider, addresses.provider);
    if (moved !== text) writeFileSync(join(folder, file), moved);
  }
  return folder;
}

/** Two test files may do it at once: each in a folder of its own, and the first to end gives the name. */
async function synthesizeInto(shared: string, stage: string): Promise<void> {
  mkdirSync('.penstock/test', { recursive: true });
  const draft = mkdtempSync(join('.penstock/test', 'draft-'));
  try {
    await synthesize({ stage, outDir: join(draft, 'assembly'), origin, context: { localProvider } });
    renameSync(join(draft, 'assembly'), shared);
  } catch (error) {
    if (!existsSync(shared)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const files = globSync(
    ['bin/**', 'cdk.json', 'package.json', 'contract/**', 'functions/**', 'lib/**', 'package-lock.json'],
    {
      withFileTypes: true,
    },
  );
  for (const file of files
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}
