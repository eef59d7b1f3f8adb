import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssemblyStack } from './assembly.ts';

/** A cloud assembly that served every region when it was deployed. */
export interface Release {
  /** Of all templates, which name the code of each function by its hash. */
  readonly id: string;
  readonly deployedAt: string;
  readonly folder: string;
  /** It was taken back. */
  readonly withdrawn: boolean;
}

/** Assemblies of one stage that were deployed, on this machine. */
export interface Releases {
  /** The last first. */
  all(): readonly Release[];
  /** What a deployment tried last, whether it served or not. */
  attempted(): string | undefined;
  attempt(id: string): void;
  keep(id: string, assembly: string, now: Date): void;
  withdraw(id: string): void;
}

/** As many as one goes back; each is a few megabytes. */
const kept = 10;

export const releaseId = (stacks: readonly AssemblyStack[]): string =>
  createHash('sha256')
    .update(JSON.stringify(stacks.map(({ name, template }) => [name, template])))
    .digest('hex')
    .slice(0, 12);

export function releasesIn(folder: string): Releases {
  const attemptFile = join(folder, 'attempt.json');
  const all = (): readonly Release[] =>
    folders(folder)
      .map((name) => readRelease(join(folder, name)))
      .toSorted((a, b) => b.deployedAt.localeCompare(a.deployedAt));
  return {
    all,
    attempted: () => (existsSync(attemptFile) ? String(readJson(attemptFile).id) : undefined),
    attempt: (id) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(attemptFile, JSON.stringify({ id }));
    },
    keep: (id, assembly, now) => {
      const own = join(folder, id);
      rmSync(own, { recursive: true, force: true });
      cpSync(assembly, join(own, 'assembly'), { recursive: true });
      writeRelease(own, { id, deployedAt: now.toISOString(), withdrawn: false });
      for (const old of all().slice(kept)) rmSync(join(folder, old.id), { recursive: true, force: true });
    },
    withdraw: (id) => {
      const own = join(folder, id);
      if (existsSync(own)) writeRelease(own, { ...readRelease(own), withdrawn: true });
    },
  };
}

const folders = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'release.json'))) : [];

const readJson = (file: string): Readonly<Record<string, unknown>> => Object(JSON.parse(readFileSync(file, 'utf8')));

function readRelease(own: string): Release {
  const { id, deployedAt, withdrawn } = readJson(join(own, 'release.json'));
  return {
    id: String(id),
    deployedAt: String(deployedAt),
    withdrawn: withdrawn === true,
    folder: join(own, 'assembly'),
  };
}

function writeRelease(own: string, { id, deployedAt, withdrawn }: Omit<Release, 'folder'>): void {
  writeFileSync(join(own, 'release.json'), `${JSON.stringify({ id, deployedAt, withdrawn }, undefined, 2)}\n`);
}
