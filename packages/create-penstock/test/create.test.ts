import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { appName } from '../../penstock/cli/app-name.ts';
import { CreateError, createApp } from '../create.ts';
import type { Kind } from '../kind.ts';

type Workflow = Readonly<Record<string, unknown>>;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'penstock-create-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const filesIn = (app: string): readonly string[] =>
  readdirSync(app, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('a new app', () => {
  it.each(['empty', 'sample'] satisfies Kind[])('that is %s has its name and its kit filled in', async (kind) => {
    const app = join(folder, `a-${kind}-api`);

    const said = await createApp({ folder: app, kind, kit: '1.2.3' });

    const { name, dependencies, scripts } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'));
    expect({ name, dependencies }).toEqual({ name: `a-${kind}-api`, dependencies: { penstock: '1.2.3' } });
    expect(appName(app)).toBe(name);
    expect(Object.keys(scripts)).toEqual(
      expect.arrayContaining(['start', 'test', 'synth', 'generate', 'check', 'upgrade']),
    );
    expect(filesIn(app).filter((file) => /\{\{(name|kit)\}\}/.test(readFileSync(file, 'utf8')))).toEqual([]);
    expect(
      ['.gitignore', '.npmrc', 'cdk.json', 'bin/penstock.ts'].filter((file) => !existsSync(join(app, file))),
    ).toEqual([]);
    expect(said).toContain(`cd ${app}`);
  });

  it('that is empty holds nothing of the sample', async () => {
    const app = join(folder, 'bare');
    await createApp({ folder: app, kind: 'empty' });

    const contexts = readdirSync(join(app, 'functions')).toSorted();
    expect(contexts).toEqual(['access', 'generated', 'health']);
    const ofSample = readdirSync('functions').filter((context) => !contexts.includes(context));
    const words = new RegExp(ofSample.map((context) => context.replace(/s$/, '')).join('|'), 'i');
    const own = filesIn(app).filter((file) => !/cdk\.json$|biome\.json$/.test(file));
    expect(own.filter((file) => words.test(readFileSync(file, 'utf8').replaceAll('in order', '')))).toEqual([]);
  });

  it.each(['empty', 'sample'] satisfies Kind[])('that is %s has the pipeline of this repository', async (kind) => {
    const app = join(folder, `piped-${kind}`);
    await createApp({ folder: app, kind });
    const own: Workflow = parse(readFileSync('.github/workflows/deploy.yml', 'utf8'));
    const text = readFileSync(join(app, '.github/workflows/deploy.yml'), 'utf8');
    const { scripts } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'));
    const stages = readFileSync(join(app, 'lib/stages.ts'), 'utf8');
    const commands = [...text.matchAll(/npm run (?:--\S+ )*([\w:-]+)/g)].map(([, name = '']) => name);
    const withoutEnv = (of: Workflow) => JSON.stringify(of, (key, value) => (key === 'env' ? undefined : value));

    expect(withoutEnv(parse(text))).toEqual(withoutEnv(own));
    expect(text.includes('SMOKE_')).toBe(kind === 'sample');
    expect(text).not.toContain('docs/');
    expect(existsSync(join(app, 'bin/pipeline.ts'))).toBe(true);
    expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
    for (const stage of ['dev', 'prod']) expect(stages).toContain(`name: '${stage}'`);
    for (const name of ['PIPELINE', 'DEPLOY_ROLE', 'REVIEW_ROLE', 'AWS_REGION']) {
      expect(text).toContain(`vars.${name}`);
      expect(readFileSync(join(app, 'README.md'), 'utf8')).toContain(`\`${name}\``);
    }
  });

  it('reaches into no package of this repository', async () => {
    const app = join(folder, 'whole');
    await createApp({ folder: app, kind: 'sample' });

    const reaching = filesIn(app).filter((file) => /from '(\.\.\/)+packages\//.test(readFileSync(file, 'utf8')));
    expect(reaching).toEqual([]);
  });

  it.each(['My-Api', '1api', 'an api', 'api_', 'api-', 'my--api', 'x'.repeat(33)])(
    'fails to be named %s, and writes nothing',
    async (name) => {
      const app = join(folder, name);

      await expect(createApp({ folder: app, kind: 'empty' })).rejects.toThrow(CreateError);
      expect(existsSync(app)).toBe(false);
    },
  );

  it('fails where there is something, and leaves it', async () => {
    const app = join(folder, 'taken');
    mkdirSync(app);
    writeFileSync(join(app, 'mine.txt'), 'mine');

    await expect(createApp({ folder: app, kind: 'empty' })).rejects.toThrow('taken holds something already.');
    expect(readdirSync(app)).toEqual(['mine.txt']);
  });
});
