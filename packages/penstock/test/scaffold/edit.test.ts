import { describe, expect, it } from '@jest/globals';
import { addImport, addMember, addToList } from '../../scaffold/edit/typescript.ts';
import { addTo, has } from '../../scaffold/edit/yaml.ts';
import { kebab, plural, singular, verbOf } from '../../scaffold/names.ts';

const contract = `# What it promises.
tags:
  - name: health

paths:
  /health:
    get: { operationId: getHealth } # stays

components:
  schemas:
    Health: { type: object }

  headers: {}
`;

describe('an edit of YAML', () => {
  it('adds to the end of a mapping, and leaves the rest as it is', () => {
    expect(addTo(contract, ['paths'], '/parcels:\n  get: {}')).toBe(
      contract.replace('# stays\n', '# stays\n  /parcels:\n    get: {}\n'),
    );
  });

  it.each([
    ['within another', ['components', 'schemas'], 'Parcel: {}', 'object }\n    Parcel: {}\n'],
    ['to a list', ['tags'], '- name: parcels', 'health\n  - name: parcels\n'],
    ['to an empty one', ['components', 'headers'], 'Link: {}', 'headers:\n    Link: {}\n'],
    ['to one that is missing', ['components', 'links', 'Next'], 'a: {}', '\n  links:\n    Next:\n      a: {}\n'],
    ['at the top', ['security'], '- none', '\nsecurity:\n  - none'],
  ])('adds %s', (_, path, block, expected) => {
    expect(addTo(contract, path, block)).toContain(expected);
  });

  it('knows what is there', () => {
    expect(has(contract, ['components', 'schemas', 'Health'])).toBe(true);
    expect(has(contract, ['paths', '/health'])).toBe(true);
    expect(has(contract, ['components', 'schemas', 'headers'])).toBe(false);
    expect(has(contract, ['paths', 'get'])).toBe(false);
  });
});

describe('an edit of TypeScript', () => {
  const infra = `export const parcels = context({\n  name: 'parcels',\n  operations: {\n    getParcel: {},\n  },\n});\n`;

  it('adds a member first', () => {
    expect(addMember(infra, 'operations', 'sendParcel: {}')).toContain(
      'operations: {\n    sendParcel: {},\n    getParcel',
    );
  });

  it('fills an empty object', () => {
    expect(addMember(infra.replace('\n    getParcel: {},\n  ', ''), 'operations', 'a: {}')).toContain(
      'operations: {\n    a: {},\n  },',
    );
  });

  it('makes the object that is missing', () => {
    expect(addMember(infra, 'consumers', 'notify: {}')).toContain('  },\n  consumers: {\n    notify: {},\n  },\n});');
  });

  it('fails to where no call takes an object', () => {
    expect(addMember('const a = 1;\n', 'operations', 'a: {}')).toBeUndefined();
  });

  it('adds to a list and to the imports', () => {
    const app = "import { a } from './a.ts';\n\nexport const app = contexts([a]);\n";

    expect(addToList(app, 'contexts', 'b')).toContain('contexts([a, b])');
    expect(addToList(app, 'others', 'b')).toBeUndefined();
    expect(addImport(app, "import { b } from './b.ts';")).toContain("'./a.ts';\nimport { b } from './b.ts';\n\nexport");
  });
});

describe('a name', () => {
  it.each([
    ['booking', 'bookings'],
    ['policy', 'policies'],
    ['box', 'boxes'],
    ['batch', 'batches'],
    ['day', 'days'],
  ])('%s is one of %s', (one, many) => {
    expect(plural(one)).toBe(many);
    expect(singular(many)).toBe(one);
  });

  it('says what is done to what', () => {
    expect(verbOf('createRoomBooking')).toEqual({ verb: 'create', noun: 'RoomBooking' });
    expect(verbOf('ping')).toEqual({ verb: 'ping', noun: '' });
    expect(kebab('RoomBooking')).toBe('room-booking');
  });
});
