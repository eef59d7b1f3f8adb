import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadEvents } from '../../contract/events/load.ts';
import { generate, writeGenerated } from '../../contract/generate/index.ts';
import { loadContract, parseContract } from '../../contract/load.ts';
import { contractFile, edited, eventsFolder } from './contract.ts';

/** The sample's contract, with an answer written in place, a class of statuses and a header of a number. */
const text = edited(
  {
    after: 'description: This region answers.',
    from: "schema: { $ref: '#/components/schemas/Health' }",
    to: 'schema: { type: object, additionalProperties: false, required: [up], properties: { up: { type: boolean } } }',
  },
  {
    after: 'operationId: getHealth',
    from: "        '400':",
    to: `        '2XX':
          description: It answers in part.
          headers:
            X-Parts: { required: true, schema: { type: integer, minimum: 0, maximum: 9 } }
        '400':`,
  },
);

const parcel = `{
  id: 'par_1', status: 'pending', currency: 'EUR', total: 1, items: [], version: 1, createdAt: '', updatedAt: '',
} as const`;

/** Handlers that compile, by what they show. */
const good = {
  'an answer as declared': `answers(createParcel, async () => ({
    status: 201, headers: { Location: '/', ETag: '"1"' }, body: parcel, replayed: true }))`,
  'one of several statuses': `answers(getParcel, async () =>
    Math.random() < 1 ? { status: 304, headers: { ETag: '"1"' } } : { status: 200, headers: { ETag: '"1"' }, body: parcel })`,
  'a page with its link and without': `answers(listParcels, async () =>
    Math.random() < 1 ? { status: 200, body: { items: [parcel], nextCursor: null } }
      : { status: 200, body: { items: [], nextCursor: 'a' }, headers: { Link: '</>' } })`,
  'a body written in place': 'answers(getHealth, async () => ({ status: 200, body: { up: true } }))',
  'a status of a class': "answers(getHealth, async () => ({ status: 202, headers: { 'X-Parts': '1' } }))",
  'no body where there is none': 'answers(deleteLabel, async () => ({ status: 204 }))',
};

/** Handlers that must not compile. */
const bad = {
  'a status that is not declared': `answers(createParcel, async () => ({
    status: 200, headers: { Location: '/', ETag: '"1"' }, body: parcel }))`,
  'a problem that is not thrown': 'answers(getHealth, async () => ({ status: 404, body: { up: true } }))',
  'a status outside of its class': "answers(getHealth, async () => ({ status: 302, headers: { 'X-Parts': '1' } }))",
  'a status that has a declaration of its own':
    "answers(getHealth, async () => ({ status: 200, headers: { 'X-Parts': '1' } }))",
  'a header that is required and absent': `answers(createParcel, async () => ({
    status: 201, headers: { ETag: '"1"' }, body: parcel }))`,
  'all headers absent': 'answers(createParcel, async () => ({ status: 201, body: parcel }))',
  'headers where none are declared': "answers(deleteLabel, async () => ({ status: 204, headers: { ETag: '' } }))",
  'a header that is a number': "answers(getHealth, async () => ({ status: 202, headers: { 'X-Parts': 1 } }))",
  'a body of another shape': `answers(getParcel, async () => ({
    status: 200, headers: { ETag: '"1"' }, body: { id: 'par_1' } }))`,
  'a member of another type': `answers(getParcel, async () => ({
    status: 200, headers: { ETag: '"1"' }, body: { ...parcel, total: '1' } }))`,
  'a value outside of its enumeration': `answers(getParcel, async () => ({
    status: 200, headers: { ETag: '"1"' }, body: { ...parcel, status: 'lost' as const } }))`,
  'no body where one is declared': `answers(getParcel, async () => ({ status: 200, headers: { ETag: '"1"' } }))`,
  'a body where none is declared': 'answers(deleteLabel, async () => ({ status: 204, body: {} }))',
  'a replay that its operation does not have': `answers(getParcel, async () => ({
    status: 200, headers: { ETag: '"1"' }, body: parcel, replayed: true }))`,
};

const prelude = `
import { createParcel } from './functions/generated/operations/createParcel.ts';
import { deleteLabel } from './functions/generated/operations/deleteLabel.ts';
import { getHealth } from './functions/generated/operations/getHealth.ts';
import { getParcel } from './functions/generated/operations/getParcel.ts';
import { listParcels } from './functions/generated/operations/listParcels.ts';
import { operation as answers } from 'penstock/runtime/http/operation';
const parcel = ${parcel};
export const used = [createParcel, deleteLabel, getHealth, getParcel, listParcels, parcel, answers];
`;

const fileOf = (name: string): string => `${name.replaceAll(' ', '-')}.ts`;
let folder: string;
let output: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penstock-answers-'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  cpSync(resolve('tsconfig.json'), join(folder, 'tsconfig.json'));
  cpSync(resolve('package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'functions'));
  mkdirSync(join(folder, 'functions/generated'));
  const events = loadEvents(eventsFolder, loadContract(contractFile));
  writeGenerated(join(folder, 'functions/generated'), await generate(parseContract('parcels.yaml', text), events));
  mkdirSync(join(folder, 'test'));
  for (const [name, handler] of Object.entries({ ...good, ...bad })) {
    writeFileSync(
      join(folder, 'test', fileOf(name)),
      `${prelude.replaceAll("'./", "'../")}\nexport default ${handler};\n`,
    );
  }
  output = await promisify(execFile)('npx', ['tsc', '--noEmit', '--pretty', 'false'], { cwd: folder }).then(
    ({ stdout }) => stdout,
    ({ stdout }) => stdout,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const errorsIn = (file: string): readonly string[] => output.split('\n').filter((line) => line.startsWith(file));

describe('the types of answers', () => {
  it('compile themselves', () => {
    expect(errorsIn('functions/')).toEqual([]);
  });

  it.each(Object.keys(good))('take %s', (name) => {
    expect(errorsIn(`test/${fileOf(name)}`)).toEqual([]);
  });

  it.each(Object.keys(bad))('fail for %s', (name) => {
    expect(errorsIn(`test/${fileOf(name)}`)).not.toEqual([]);
  });
});
