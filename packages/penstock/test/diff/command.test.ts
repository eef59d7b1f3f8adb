import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runCommandHere } from '../../testkit/command.ts';
import { contractFile } from '../../testkit/sample/contract.ts';
import { contractText, lineOf } from '../contract/contract.ts';

const command = join(import.meta.dirname, '../../diff/main.ts');
let app = '';

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: app });

const diff = (...args: string[]) => runCommandHere(command, args, { cwd: app });

function rewrite(file: string, from: string, to: string): void {
  const path = join(app, 'contract', file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'diff-'));
  cpSync(dirname(contractFile), join(app, 'contract'), { recursive: true });
  writeFileSync(join(app, 'cdk.json'), '{}');
  mkdirSync(join(app, 'contract/graph/documents'), { recursive: true });
  writeFileSync(
    join(app, 'contract/graph.graphql'),
    'type Query {\n  parcel: Parcel\n}\n\ntype Parcel {\n  id: ID\n  name: String\n}\n',
  );
  writeFileSync(join(app, 'contract/graph/documents/one.graphql'), 'query One {\n  parcel {\n    name\n  }\n}\n');
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'base');
});

afterAll(() => rmSync(app, { recursive: true, force: true }));

test('says what the graph breaks, and for which of its clients', async () => {
  rewrite('graph.graphql', '  name: String\n', '');
  const { code, stdout, stderr } = await diff('main');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^The contract breaks with its base\./),
  });
  expect(stdout).toMatch(/\ncontract\/graph\.graphql:5:6 {2}FIELD_REMOVED {2}Field 'name' .*; used by One\n/);
  expect((await diff('main', '--markdown')).stdout).toContain("| breaking | FIELD_REMOVED | Field 'name' was removed");
  rewrite('graph.graphql', '  id: ID\n', '  name: String\n');
  expect((await diff('main', '--all')).stdout).toMatch(
    /safe {6}Field 'id' was removed .*; no document of a client uses it\n$/,
  );
  expect(await diff('main')).toMatchObject({ code: 0, stderr: '' });
  rewrite('graph.graphql', '  name: String\n', '  name: }\n');
  expect(await diff('main')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/graph\.graphql:6:9/),
  });
  rewrite('graph.graphql', '  name: }\n', '  id: ID\n  name: String\n');
});

test('says that nothing changed, then what broke and where, until the version carries it', async () => {
  expect(await diff('main')).toEqual({
    code: 0,
    stdout: 'Nothing that the contract promises has changed since main.\n',
    stderr: '',
  });
  rewrite(
    'openapi.yaml',
    'quantity: { type: integer, minimum: 1, maximum: 10000 }',
    'quantity: { type: integer, minimum: 1, maximum: 9 }',
  );
  rewrite('events/parcels.parcel.registered.v1.schema.json', '"type": "object"', '"type": ["object", "null"]');
  const broken = await diff('main');
  expect(broken.code).toBe(1);
  expect(broken.stdout).toContain(
    [
      'breaking  request-narrowed  createParcel, updateParcel: body/items/*/quantity: maximum 10000 became 9',
      `    at   contract/openapi.yaml:${lineOf(contractText, '        quantity: {')}`,
    ].join('\n'),
  );
  expect(broken.stdout).toMatch(
    /event-widened.*\n {4}at {3}contract\/events\/parcels\.parcel\.registered\.v1\.schema\.json:\d/,
  );
  expect(broken.stdout).toMatch(/6 changes: 2 breaking, 0 risky, 4 safe; --all shows those that are safe\n$/);
  expect(broken.stderr).toMatch(/^The contract breaks with its base\./);
  expect((await diff('main', '--markdown')).stdout).toContain(
    '| breaking | `request-narrowed` | createParcel, updateParcel |',
  );
  rewrite('openapi.yaml', 'version: 1.0.0', 'version: 2.0.0');
  expect(await diff('main')).toMatchObject({ code: 0, stderr: '' });
});

test('what was removed stands where the base has it', async () => {
  writeFileSync(
    join(app, 'old.yaml'),
    'openapi: 3.1.1\ninfo: { title: Old, version: 1.0.0 }\npaths:\n  /gone:\n    get:\n      responses: {}\n',
  );
  writeFileSync(join(app, 'new.yaml'), 'openapi: 3.1.1\ninfo: { title: Old, version: 1.0.0 }\npaths: {}\n');
  const { stdout, code } = await diff('old.yaml', '--file', 'new.yaml');
  expect(stdout).toMatch(
    /^breaking {2}operation-removed {2}GET \/gone: GET \/gone is gone\n {4}at {3}\S*old\.yaml:5\n/,
  );
  expect(code).toBe(1);
});

test.each([
  ['no base', [], /^It takes a BASE: a revision/],
  ['two', ['main', 'other'], /^"other" is no option, and one BASE is all that is expected here/],
  ['no revision', ['no-such'], /names no revision of this repository\.\n {4}received no-such\n/],
  [
    'a revision without the contract',
    ['main', '--file', 'new.yaml'],
    /^main has no contract\.\n {4}received main:new\.yaml/,
  ],
  [
    'a file that is no contract',
    ['cdk.json'],
    /cdk\.json is no contract\.\n {4}received a document without openapi at its top\n/,
  ],
  ['a head that is none', ['old.yaml', '--file', 'cdk.json'], /^cdk\.json is no contract\./],
  ['a file that is none', ['main', '--file', 'nowhere.yaml'], /nowhere\.yaml/],
])('%s is one clear message', async (_, args, message) => {
  const { code, stdout, stderr } = await diff(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
});
