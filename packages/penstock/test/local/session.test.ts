import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';

const app = mkdtempSync(join(tmpdir(), 'penstock-session-'));
afterAll(() => rmSync(app, { recursive: true, force: true }));

const fixtures = join(import.meta.dirname, 'fixtures');
const local = join(import.meta.dirname, '../../local');

/** Writes the small assembly where a synth would, with what `wanted.json` says: Open's code and a queue's delay. */
const program = `
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { smallAssembly } from ${JSON.stringify(join(fixtures, 'assembly.ts'))};
const { code, delay } = JSON.parse(readFileSync('wanted.json', 'utf8'));
const key = createHash('sha256').update(code).digest('hex') + '.zip';
const folder = await smallAssembly({
  handlers: { Open: code },
  edit: ({ Resources }) => {
    Resources.Open.Properties.Code.S3Key = key;
    Resources.Queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work', DelaySeconds: delay } };
  },
});
const assets = JSON.parse(readFileSync(join(folder, 'small.assets.json'), 'utf8'));
assets.files.Open.destinations.here.objectKey = key;
writeFileSync(join(folder, 'small.assets.json'), JSON.stringify(assets));
cpSync(folder, process.env.CDK_OUTDIR, { recursive: true });
const hash = createHash('sha256').update(code).digest('hex');
const record = { root: '.', entries: {}, checkAnswers: false, functions: { Open: { inputs: [], hash } } };
writeFileSync(process.env.PENSTOCK_BUNDLE_RECORD, JSON.stringify(record));
`;

const answering = (body: string) => `exports.handler = async () => ({ statusCode: 200, body: '${body}' });`;

/** What a session does with edits, each followed by what the API answers and the queue's delay. */
const driver = `
import { writeFileSync } from 'node:fs';
const { startSession } = await import(${JSON.stringify(join(local, 'session.ts'))});
const { bindServer } = await import(${JSON.stringify(join(local, 'port.ts'))});
const want = (code, delay) => writeFileSync('wanted.json', JSON.stringify({ code, delay }));
const answering = ${answering.toString().replace(': string', '')};
want(answering('one'), 1);
const server = await bindServer(0);
const session = await startSession({ stage: 'local', folder: ${JSON.stringify(join(app, 'data'))}, server, cloud: {}, started: () => {} });
const seen = [];
const look = async (what) => {
  const body = await (await fetch(session.cloud.url + '/open')).text();
  const [queue] = session.cloud.plan.backbone.queues;
  seen.push([what, body, queue.attributes.DelaySeconds]);
};
const renew = async (code, delay) => {
  want(code, delay);
  return session.renew(new AbortController().signal).then((changes) => changes.map(({ kind }) => kind).join(), ({ message }) => message);
};
await look('start');
await look(await renew(answering('two'), 1));
await look(await renew(answering('two'), 2));
await session.replaceCode(session.record, new Map([['Open', Buffer.from(answering('edited'))]]));
await look('edit');
await look(await renew(answering('two'), 3));
await look(await renew("throw new Error('at load');", 4));
await look(await renew(answering('three'), 4));
await session.close();
process.stdout.write(JSON.stringify(seen));
process.exit(0);
`;

describe('a session', () => {
  it('deploys each synth as an update, whatever was edited in between, and runs on where one fails', async () => {
    for (const folder of ['bin', 'data']) mkdirSync(join(app, folder));
    for (const [file, text] of Object.entries({
      'cdk.json': '{}',
      'package.json': '{ "type": "module" }',
      'bin/penstock.ts': program,
      'driver.mjs': driver,
    }))
      writeFileSync(join(app, file), text);
    const { stdout } = await promisify(execFile)(process.execPath, ['driver.mjs'], { cwd: app });

    expect(JSON.parse(stdout)).toEqual([
      ['start', 'one', '1'],
      ['functions', 'two', '1'],
      ['queues', 'two', '2'],
      ['edit', 'edited', '2'],
      ['functions,queues', 'two', '3'],
      [expect.stringContaining('These handlers do not load:\n  Open: Error: at load'), 'two', '3'],
      ['functions,queues', 'three', '4'],
    ]);
    // The functions that no edit touched run from the first.
    expect(readdirSync(join(app, 'data')).filter((name) => name.startsWith('assembly')).length).toBeLessThanOrEqual(3);
  });
});
