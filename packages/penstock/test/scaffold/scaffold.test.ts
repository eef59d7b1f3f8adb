import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { UserError } from '../../cli/user-error.ts';
import { newContext } from '../../scaffold/kinds/context.ts';
import { newOperation } from '../../scaffold/kinds/operation.ts';
import { newProvider } from '../../scaffold/kinds/provider.ts';
import { checkedName } from '../../scaffold/names.ts';
import { type Scaffold, write } from '../../scaffold/scaffold.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'penstock-scaffold-'));
  mkdirSync(join(root, 'lib'));
  writeFileSync(join(root, 'lib/app.ts'), 'before\n');
});
afterEach(() => rmSync(root, { recursive: true }));

const scaffold = (over: Partial<Scaffold> = {}): Scaffold => ({
  files: { 'functions/rooms/infra.ts': 'new\n', 'lib/rooms.ts': 'new\n' },
  edits: [
    { file: 'lib/app.ts', change: (text) => `${text}one\n`, otherwise: 'write it' },
    { file: 'lib/app.ts', change: (text) => `${text}two\n`, otherwise: 'write it' },
  ],
  left: [],
  ...over,
});
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

describe('what a command writes', () => {
  it('is written whole, edits of one file after one another', () => {
    const written = write(root, scaffold(), () => {});

    expect(textOf('lib/app.ts')).toBe('before\none\ntwo\n');
    expect(textOf('functions/rooms/infra.ts')).toBe('new\n');
    expect(written.map(({ file, what }) => `${what} ${file}`)).toEqual([
      'written functions/rooms/infra.ts',
      'written lib/rooms.ts',
      'changed lib/app.ts',
    ]);
  });

  it('is taken back when it is not accepted, with the folders that were made for it', () => {
    const refuse = () => {
      throw new UserError('no');
    };

    expect(() => write(root, scaffold(), refuse)).toThrow('no');
    expect(textOf('lib/app.ts')).toBe('before\n');
    expect(['functions', 'lib/rooms.ts'].filter((path) => existsSync(join(root, path)))).toEqual([]);
  });

  it.each([
    ['a file is there already', scaffold({ files: { 'lib/app.ts': 'x', 'lib/new.ts': 'x' } }), 'received lib/app.ts\n'],
    [
      'a file cannot be edited',
      scaffold({ edits: [{ file: 'lib/app.ts', change: () => undefined, otherwise: 'write it' }] }),
      'fix      write it',
    ],
    [
      'a file to edit is not there',
      scaffold({ edits: [{ file: 'lib/none.ts', change: (text) => text, otherwise: 'write it' }] }),
      'There is no lib/none.ts.',
    ],
  ])('fails, and nothing is written, when %s', (_, given, message) => {
    expect(() => write(root, given, () => {})).toThrow(message);
    expect(textOf('lib/app.ts')).toBe('before\n');
    expect(['functions', 'lib/rooms.ts', 'lib/new.ts'].filter((path) => existsSync(join(root, path)))).toEqual([]);
  });
});

describe('a name', () => {
  it.each(['class', 'delete', 'authorizer', 'x', 'Rooms', 'a room', '', undefined])('may not be %j', (name) => {
    expect(() => checkedName('operation', name, 'createRoom')).toThrow(UserError);
  });

  it('may not make its singular a word of JavaScript', () => {
    expect(() => newContext('classes')).toThrow('received "class"');
    expect(Object.keys(newContext('rooms').files)).toContain('functions/rooms/domain/record.ts');
  });
});

describe('the contract of a new context', () => {
  const main = `openapi: 3.1.1
tags:
  - name: health
paths:
  /health: {}
components:
  securitySchemes:
    oauth2:
      flows:
        clientCredentials:
          scopes: {}
  schemas:
    Timestamp: { type: string }
`;
  const apply = (scaffold: Scaffold) =>
    write(root, { ...scaffold, edits: scaffold.edits.filter(({ file }) => file.startsWith('contract/')) }, () => {});

  beforeEach(() => {
    mkdirSync(join(root, 'contract'));
    writeFileSync(join(root, 'contract/openapi.yaml'), main);
  });

  it('is a file of its own, and goes with it but for the lines that refer to it', () => {
    apply(newContext('rooms'));
    for (const id of ['createRoom', 'listRooms', 'getRoom']) apply(newOperation(root, id, 'rooms'));

    const contract = parse(textOf('contract/openapi.yaml'));
    expect(contract.paths).toEqual({
      '/health': {},
      '/v1/rooms': { $ref: 'rooms.yaml#/paths/~1v1~1rooms' },
      '/v1/rooms/{roomId}': { $ref: 'rooms.yaml#/paths/~1v1~1rooms~1%7BroomId%7D' },
    });
    expect(contract.components.schemas).toEqual({
      Timestamp: { type: 'string' },
      Room: { $ref: 'rooms.yaml#/components/schemas/Room' },
    });
    const part = parse(textOf('contract/rooms.yaml'));
    expect(Object.keys(part.paths['/v1/rooms'])).toEqual(['post', 'get']);
    expect(Object.keys(part.components.schemas)).toEqual(['Room', 'RoomId', 'RoomName', 'NewRoom', 'RoomPage']);
    expect(part.components.schemas.Room.properties).toMatchObject({
      id: { $ref: '#/components/schemas/RoomId' },
      createdAt: { $ref: 'openapi.yaml#/components/schemas/Timestamp' },
    });
  });

  it.each([
    ['getKey', 'GET /v1/rooms/{roomId} is getRoom already.\n    received getKey,'],
    ['createKey', 'POST /v1/rooms is createRoom already.'],
  ])('has one operation a method and path: %s fails', (id, message) => {
    apply(newContext('rooms'));
    for (const one of ['createRoom', 'getRoom']) apply(newOperation(root, one, 'rooms'));

    expect(() => newOperation(root, id, 'rooms')).toThrow(message);
    expect(() => newOperation(root, 'listKeys', 'rooms')).not.toThrow();
  });

  it('stays in the one file where the context has no part', () => {
    mkdirSync(join(root, 'functions/halls/domain'), { recursive: true });
    writeFileSync(join(root, 'functions/halls/domain/record.ts'), '');
    apply(newOperation(root, 'getHall', 'halls'));

    const { get } = parse(textOf('contract/openapi.yaml')).paths['/v1/halls/{hallId}'];
    expect(get.parameters[0]).toEqual({ $ref: '#/components/parameters/HallId' });
  });
});

describe('a provider', () => {
  it('has a secret with the name of the app', () => {
    writeFileSync(join(root, 'package.json'), '{ "name": "bookings" }');

    expect(newProvider(root, 'mail', 'rooms').left.at(-1)).toMatch(/^the secret bookings-<stage>-mail:/);
  });
});

describe('an operation', () => {
  it('fails in a context that keeps nothing', () => {
    expect(() => newOperation(root, 'getHealth', 'health')).toThrow('received no functions/health/domain/record.ts');
  });
});
