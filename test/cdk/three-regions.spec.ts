import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../packages/penstock/test/local/fixtures/eventually.ts';
import { type Running, shell, start } from '../acceptance/steps.ts';
import { addressOf, listening } from '../support/cloud.ts';

const folder = mkdtempSync(join(tmpdir(), 'penstock-three-regions-'));
const app = join(folder, 'app');
const page = (name: string) => readFileSync(`docs/how-to/${name}.md`, 'utf8');
const blocks = (name: string) => [...page(name).matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
const marker = '::: next :::';

let running: Running;
/** Of the regions, in their order. */
let ports: readonly string[];

/** Lines of a document as the reader types them, one region a port; what each printed. */
const type = (lines: string) => {
  const moved = ['3000', '3001', '3002'].reduce(
    (text, port, index) => text.replaceAll(port, ports[index] ?? ''),
    lines.replaceAll(/^(place|npm)/gm, `echo '${marker}'\n$1`).replaceAll(`${marker}'\nplace()`, `${marker}'; place()`),
  );
  return shell(app, `set -e\n${moved}`).split(`${marker}\n`).slice(1);
};

function edit(file: string, change: (text: string) => string): void {
  const path = join(app, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${file} is not what this test edits.`);
  writeFileSync(path, after);
}

beforeAll(async () => {
  for (const name of ['bin', 'lib', 'functions', 'contract', 'cdk.json', 'package.json', 'tsconfig.json'])
    cpSync(name, join(app, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(app, 'node_modules'));
  const free = await listening();
  const provider = addressOf(free);
  free.close();
  edit('lib/stages.ts', (text) =>
    text.replace('http://127.0.0.1:3100', provider).replace('accountConcurrency: 1000', 'accountConcurrency: 2000'),
  );
  running = await start(app, 'deploy:local', ['--stage', 'prod-local']);
  ports = [...running.output().matchAll(/^[a-z]+-[a-z]+-\d +http:\/\/127\.0\.0\.1:(\d+)$/gm)].map(
    ([, one = '']) => one,
  );
});
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const setup = () => blocks('run-three-regions')[1] ?? '';
/** By which a reader of the how-to uses the CLI. */
const lines = (blocks('deploy-locally').find((block) => block.startsWith('eval')) ?? '')
  .trim()
  .replaceAll('stage=local', 'stage=prod-local')
  .split('\n');
const idOf = (answer: string) => /"id":"(ord_[0-9a-z]+)"/.exec(answer)?.[1] ?? '';

describe('three regions, deployed by the CDK CLI', () => {
  it('each answer on a port of its own', () => {
    expect(ports).toHaveLength(3);
  });

  it('are what the how-to says of them', () => {
    const [first = '', second = ''] = type(setup()).filter((answer) => answer.startsWith('HTTP'));

    expect(first).toMatch(/^HTTP\/1\.1 201 /);
    expect(first).not.toMatch(/^idempotent-replayed/im);
    expect(second).toMatch(/^HTTP\/1\.1 201 [\s\S]*^idempotent-replayed: true/im);
    expect(idOf(second)).toBe(idOf(first));
  });

  it('serve what the contract has gained, each of them, with what was stored', async () => {
    const token = shell(app, `npm run --silent token -- --port ${ports[0]} --tenant globex`).trim();
    // Commands take this process's time for minutes: it would not see that a connection which it keeps was closed.
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' };
    const ask = async (port: string, path: string, key: string, body?: object) => {
      const init = { method: 'POST', headers: { ...headers, 'idempotency-key': key }, body: JSON.stringify(body) };
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
      return { status: answer.status, json: Object(await answer.json()) };
    };
    const order = { currency: 'EUR', items: [{ sku: 'ABC-1', quantity: 1, unitPrice: 100 }] };
    const everywhere = <Result>(run: (port: string) => Promise<Result>) => Promise.all(ports.map(run));
    const { json } = await ask(ports[0] ?? '', '/v1/orders', 'before', order);
    const archive = (port: string) => ask(port, `/v1/orders/${json.id}/archive`, 'archive');
    const noted = (port: string) => ask(port, '/v1/orders', `noted-${port}`, { ...order, note: 'Ring twice.' });
    const before = [await everywhere(archive), await everywhere(noted)].map((all) => all.map(({ status }) => status));

    shell(app, 'npx penstock new operation archiveOrder --context orders');
    const reference = "        reference: { $ref: '#/components/schemas/Reference' }\n";
    const note = '        note: { type: string, minLength: 1, maxLength: 200 }\n';
    edit('contract/orders.yaml', (text) => text.replace(reference, reference + note));
    shell(app, 'npm run generate');
    shell(app, 'npm run deploy:local -- --stage prod-local');
    const archived = await eventually(
      () => everywhere(archive),
      (all) => all.every((one) => one.status === 200),
    );

    expect(before).toEqual([
      [404, 404, 404],
      [422, 422, 422],
    ]);
    for (const answer of archived) expect(answer).toMatchObject({ status: 200, json: { id: json.id, total: 100 } });
    expect((await everywhere(noted)).map((answer) => answer.status)).toEqual([201, 201, 201]);
  });

  it('are found by each line of the how-to for the CLI', () => {
    const served = lines.filter((line) => !/cdk (watch|destroy)/.test(line));
    const said = shell(app, `set -e; exec 2>&1\n${served.join('\n')}`);

    expect(lines.map((line) => /npx cdk (\w+)/.exec(line)?.[1] ?? 'eval')).toEqual([
      ...['eval', 'deploy', 'diff', 'drift', 'watch', 'destroy'],
    ]);
    expect(said.match(/\(no changes\)/g)).toHaveLength(said.match(/^✨ {2}Deployment time/gm)?.length ?? -1);
    expect(said).toContain('Number of stacks with differences: 0');
    expect(said).toContain('Number of resources with drift: 0');
  });

  it('lose one and get it back, as the how-to does it', () => {
    const lose = blocks('run-three-regions')[2] ?? '';
    const functions = setup().replaceAll(/^place \d+.*$/gm, '');
    const [stopped, placed, started] = type(functions + lose).slice(-3);

    expect(stopped).toContain('eu-west-1');
    expect(placed).toMatch(/^HTTP\/1\.1 201 /);
    expect(started).toBeDefined();
  });

  it('are gone by the line that destroys, and answer for nothing then', async () => {
    shell(app, `${lines[0]}\n${lines.at(-1)} --force`);
    const answers = await Promise.all(
      ports.map(async (port) =>
        (await fetch(`http://127.0.0.1:${port}/health`, { headers: { connection: 'close' } })).text(),
      ),
    );

    expect(answers).toEqual(ports.map(() => 'No API is deployed here.\n'));
  });
});
