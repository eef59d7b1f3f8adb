import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Running, StepFailed, shell, start, step, useTarballs } from './steps.ts';

/** A block of the page: lines to type, a file to write, or a change of one. */
interface Block {
  readonly kind: string;
  /** Of a file, beside the kind. */
  readonly file: string;
  readonly text: string;
}

const blocksOf = (page: string): readonly Block[] =>
  [...page.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(([, kind = '', file = '', text = '']) => ({
    kind,
    file,
    text,
  }));

export interface TutorialProps {
  readonly page: string;
  /** Where the app is made. */
  readonly folder: string;
  /** `npm create penstock@latest`, as it is run here. */
  readonly create: string;
  readonly tarballs: Readonly<Record<string, string>>;
}

/** Follows a page to the letter. @throws StepFailed at what does not work as it says */
export async function follow({ page, folder, create, tarballs }: TutorialProps): Promise<void> {
  let cwd = folder;
  let running: Running | undefined;
  const typed = async (lines: string): Promise<void> => {
    if (lines === 'npm start') {
      running = await step(lines, () => start(cwd));
      return;
    }
    if (running !== undefined) {
      const { port } = running;
      await step('the requests', () => request(cwd, lines, port));
      await running.stop();
      running = undefined;
      return;
    }
    for (const line of lines.split('\n')) cwd = await type(line, { cwd, create, tarballs });
  };
  try {
    for (const { kind, file, text } of blocksOf(page)) {
      if (kind === 'ts') write(join(cwd, file), text);
      if (kind === 'diff') change(join(cwd, file), text);
      if (kind === 'sh') await typed(text.trim());
    }
  } finally {
    await running?.stop();
  }
}

async function type(
  line: string,
  { cwd, create, tarballs }: Pick<TutorialProps, 'create' | 'tarballs'> & { readonly cwd: string },
): Promise<string> {
  if (line.startsWith('cd ')) return join(cwd, line.slice(3));
  if (line === 'npm install') useTarballs(cwd, tarballs);
  await step(line, () => shell(cwd, line.replace(/^npm create penstock@latest (.*?) -- /, `${create} $1 `)));
  return cwd;
}

function request(cwd: string, lines: string, port: number): void {
  const moved = lines
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`)
    .replaceAll('npm run --silent token', `npm run --silent token -- --port ${port}`);
  const answers = shell(cwd, `set -e\n${moved}\n${moved.split('\n')[1]}`);
  for (const expected of [/HTTP\/1\.1 201/, /"nextCursor":null/, /Idempotent-Replayed: true/i]) {
    if (!expected.test(answers)) throw new StepFailed(`expected ${expected} in\n${answers}`);
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A change is as good as its context: what it takes away stands in the file, once. */
function change(file: string, diff: string): void {
  const lines = diff.replace(/\n$/, '').split('\n');
  const side = (sign: string) =>
    lines
      .filter((line) => line.startsWith(' ') || line.startsWith(sign))
      .map((line) => line.slice(1))
      .join('\n');
  const text = readFileSync(file, 'utf8');
  const parts = text.split(side('-'));
  if (parts.length !== 2) throw new StepFailed(`${file} holds this ${parts.length - 1} times:\n${side('-')}`);
  writeFileSync(file, parts.join(side('+')));
}
