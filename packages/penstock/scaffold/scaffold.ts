import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../cli/user-error.ts';

/** What a command writes: new files, edits of those there are, and what it leaves to a person. */
export interface Scaffold {
  /** By path, relative to the app. */
  readonly files: Readonly<Record<string, string>>;
  readonly edits: readonly Edit[];
  /** Files and folders that go. */
  readonly removals?: readonly string[];
  /** A line each: what to fill in, and where. */
  readonly left: readonly string[];
}

export interface Edit {
  readonly file: string;
  /** The file's text as it is to be; undefined where it does not have the shape that an edit needs. */
  readonly change: (text: string) => string | undefined;
  /** What to write by hand, where the file has another shape. */
  readonly otherwise: string;
}

export interface Written {
  readonly file: string;
  readonly what: 'written' | 'changed' | 'removed';
}

/**
 * Writes all of it, or nothing: what `accept` throws takes everything back.
 *
 * @throws UserError when a file is there already, one to edit is not, or has a shape that can't be edited
 */
export function write(root: string, { files, edits, removals = [] }: Scaffold, accept: () => void): readonly Written[] {
  const there = Object.keys(files).filter((file) => existsSync(join(root, file)));
  if (there.length > 0) {
    throw new UserError(
      `There is something already.\n    received ${there.join(', ')}\n    expected files that do not exist yet\n    fix      choose another name`,
    );
  }
  const changed = new Map<string, string>();
  for (const { file, change, otherwise } of edits) {
    const text = changed.get(file) ?? read(root, file);
    const next = change(text);
    if (next === undefined) {
      throw new UserError(
        `${file} has a shape that this command can't edit.\n    expected the shape that a new app has\n    fix      ${otherwise}`,
      );
    }
    changed.set(file, next);
  }
  const before = [...changed.keys()].map((file) => [file, read(root, file)] as const);
  const folders: string[] = [];
  for (const [file, content] of [...Object.entries(files), ...changed]) {
    const made = mkdirSync(dirname(join(root, file)), { recursive: true });
    if (made !== undefined) folders.push(made);
    writeFileSync(join(root, file), content);
  }
  try {
    accept();
  } catch (error) {
    for (const path of [...folders, ...Object.keys(files).map((file) => join(root, file))]) {
      rmSync(path, { recursive: true, force: true });
    }
    for (const [file, text] of before) writeFileSync(join(root, file), text);
    throw error;
  }
  for (const path of removals) rmSync(join(root, path), { recursive: true, force: true });
  return [
    ...Object.keys(files).map((file) => ({ file, what: 'written' }) as const),
    ...[...changed.keys()].map((file) => ({ file, what: 'changed' }) as const),
    ...removals.map((file) => ({ file, what: 'removed' }) as const),
  ];
}

function read(root: string, file: string): string {
  const path = join(root, file);
  if (existsSync(path)) return readFileSync(path, 'utf8');
  throw new UserError(
    `There is no ${file}.\n    expected the files of an app\n    fix      call the command in an app's folder`,
  );
}
