import { describe, expect, it } from '@jest/globals';
import { coreFiles } from '../../client/core-files.ts';
import { clientModule } from '../../client/module.ts';
import { loadEvents } from '../../contract/events/load.ts';
import { loadContract, parseContract } from '../../contract/load.ts';
import { contractFile, type Edit, edited, eventsFolder } from '../contract/contract.ts';
import { keyContract } from '../contract/key-contract.ts';
import { mistakesIn } from './compiled.ts';

const events = loadEvents(eventsFolder, loadContract(contractFile));
const core = coreFiles();

const closed = 'type: object, additionalProperties: false, required: [note]';
const note = 'note: { type: string, maxLength: 9 }';
const tags = 'tags: { type: array, maxItems: 3, items: { type: string, maxLength: 9 } }';
const photo = 'photo: { type: string, format: binary, maxLength: 100 }';
const about = `about: { ${closed}, properties: { ${note} } }`;

/** The sample's contract, where an operation takes bodies of every kind, another answers so, and one has parameters in styles. */
const edits: readonly Edit[] = [
  {
    after: 'operationId: createParcel',
    from: '          application/json:\n',
    to: [
      `multipart/form-data: { schema: { ${closed}, properties: { ${note}, ${photo}, ${about}, pages: { type: array, maxItems: 3, items: { type: string, contentMediaType: image/png, maxLength: 9 } } } } }`,
      `application/x-www-form-urlencoded: { schema: { ${closed}, properties: { ${note}, ${tags} } }, encoding: { tags: { style: pipeDelimited } } }`,
      'text/csv: { schema: { type: string, maxLength: 9 } }',
      'image/*: {}',
      'application/json:\n',
    ]
      .map((one) => `          ${one}`)
      .join('\n'),
  },
  {
    after: 'operationId: getParcel',
    from: '      responses:\n',
    to: "      responses:\n        '406': { $ref: '#/components/responses/Problem' }\n",
  },
  {
    after: 'operationId: getParcel',
    from: '          content:\n',
    to: '          content:\n            text/csv: { schema: { type: string, maxLength: 9 } }\n            application/pdf: {}\n',
  },
  {
    after: 'operationId: listParcels',
    from: "        - $ref: '#/components/parameters/Cursor'\n",
    to: [
      "$ref: '#/components/parameters/Cursor'",
      `{ name: size, in: query, style: deepObject, explode: true, schema: { ${closed}, properties: { ${note} } } }`,
      '{ name: ids, in: query, style: pipeDelimited, explode: false, schema: { type: array, maxItems: 9, items: { type: integer, minimum: 0, maximum: 9 } } }',
      '{ name: plain, in: query, schema: { type: array, maxItems: 9, items: { type: string, maxLength: 9 } } }',
      '{ name: X-Tags, in: header, schema: { type: array, maxItems: 9, items: { type: string, maxLength: 9 } } }',
    ]
      .map((one) => `        - ${one}\n`)
      .join(''),
  },
];

const source = () => clientModule(parseContract('parcels.yaml', edited(...edits)), events, core.entry);

const usage = `
import { createClient } from './client.ts';
const api = createClient({ baseUrl: 'https://api.example.com' });
const parcel = { currency: 'EUR', items: [{ sku: 'A', quantity: 1, unitPrice: 1 }] } as const;

export async function use(photo: File): Promise<unknown> {
  await api.createParcel({ body: { ...parcel, items: [...parcel.items] } });
  await api.createParcel({ contentType: 'multipart/form-data', body: { note: 'a', photo, pages: [photo] } });
  await api.createParcel({ contentType: 'application/x-www-form-urlencoded', body: { note: 'a', tags: ['b'] } });
  await api.createParcel({ contentType: 'text/csv', body: 'a,b' });
  await api.createParcel({ contentType: 'image/png', body: Uint8Array.of(1) });
  // @ts-expect-error: a form has a note
  await api.createParcel({ contentType: 'application/x-www-form-urlencoded', body: { tags: [] } });
  // @ts-expect-error: a file is no text
  await api.createParcel({ contentType: 'multipart/form-data', body: { note: 'a', photo: 'b' } });
  await api.listParcels({ size: { note: 'a' }, ids: [1, 2], plain: ['a'], xTags: ['b'] });
  const { data } = await api.getParcel({ parcelId: 'a' }, { accept: 'application/pdf' });
  if (data instanceof Uint8Array) return data.buffer satisfies ArrayBuffer;
  return typeof data === 'string' ? data.length : data.id;
}
`;

const withKeys = `
import { createClient } from './keys.ts';
createClient({ baseUrl: 'https://api.example.com', token: 'a', apiKeys: { 'X-Api-Key': 'b' } });
// @ts-expect-error: no key is shown there
createClient({ baseUrl: 'https://api.example.com', apiKeys: { 'X-Other': 'b' } });
`;

describe('a client of all that a contract may say', () => {
  it('has types for it', async () => {
    const files = {
      'client.ts': await source(),
      'usage.ts': usage,
      'keys.ts': await clientModule(keyContract, events, core.entry),
      'with-keys.ts': withKeys,
    };

    expect(mistakesIn(files)).toBe('');
  });

  it('takes with it what writes its bodies and parameters, and nothing else', async () => {
    const [all, plain] = [await source(), await clientModule(loadContract(contractFile), events, core.entry)];

    for (const written of [
      "'multipart/form-data': core.multipart(['about']),",
      "'application/x-www-form-urlencoded': core.urlEncoded({ tags: core.styled('tags', 'pipeDelimited') }),",
      "size: core.styled('size', 'deepObject', { explode: true }),",
      "ids: core.styled('ids', 'pipeDelimited'),",
      "xTags: core.styled('X-Tags', 'simple', { in: 'header' }),",
      'choosesType: true,',
      "accept: 'application/json',",
    ])
      expect(all).toContain(written);
    expect(plain).not.toMatch(/core\.(multipart|urlEncoded|styled)|choosesType|accept:/);
  });
});
