import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { hashOfKey, idOfKey, isKeyOf, keyId, newApiKey, type StoredKey } from '../../../runtime/access/api-key.ts';
import { findKeyIn } from '../../../runtime/access/api-keys.ts';
import { toItem } from '../../../runtime/aws/attribute-value.ts';
import { recordingClient } from '../../../testkit/recording-client.ts';

const stage = 'prod-local';
const { id, text } = newApiKey(stage);
const stored: StoredKey = {
  id,
  hash: hashOfKey(text),
  tenant: 'acme',
  plan: 'free',
  scopes: ['parcels:read'],
  createdAt: '2026-11-29T12:00:00.000Z',
  label: 'labels',
};

describe('a new key', () => {
  it('names its stage and its id, and holds 256 bits besides', () => {
    expect(text).toMatch(/^pk_prod-local_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/);
    expect(id).toMatch(keyId);
    expect(idOfKey(stage, text)).toBe(id);
    expect(newApiKey(stage).text).not.toBe(text);
  });

  it('is known by its SHA-256 alone', () => {
    expect(hashOfKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(isKeyOf(stored, text)).toBe(true);
    expect(isKeyOf(stored, `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`)).toBe(false);
    expect(isKeyOf({ hash: '' }, text)).toBe(false);
  });
});

describe('a text is no key of the stage', () => {
  it.each([
    ['nothing', ''],
    ['a key of another stage', newApiKey('prod').text],
    ['a key with more before it', `x${text}`],
    ['a key with more after it', `${text}x`],
    ['a key with a shorter secret', text.slice(0, -1)],
    ['a key with another character', `${text.slice(0, -1)}.`],
    ['a key whose stage is no name', text.replace(stage, '1st')],
    ['a key whose id is no id', text.replace(id, id.slice(1))],
  ])('that is %s', (_case, given) => {
    expect(idOfKey(stage, given)).toBeUndefined();
  });

  it.each([id.slice(1), `${id}0`, id.toUpperCase().replace(/^./, 'A'), ''])('%j is no id', (given) => {
    expect(given).not.toMatch(keyId);
  });
});

describe('what is stored of a key', () => {
  const find = (given: string, Item?: object) => {
    const { client, sent } = recordingClient<DynamoDBClient>(() => ({ Item }));
    return { found: findKeyIn(client, 'keys-table', stage)(given), sent };
  };

  it('is read under its id, as it is now', async () => {
    const { found, sent } = find(text, toItem(stored));
    expect(await found).toEqual(stored);
    expect(sent).toMatchObject([
      { name: 'GetItemCommand', input: { TableName: 'keys-table', Key: { id: { S: id } }, ConsistentRead: true } },
    ]);
  });

  it('is nothing for one that is revoked, or that has the id alone', async () => {
    expect(await find(text).found).toBeUndefined();
    expect(await find(text, toItem({ ...stored, hash: hashOfKey('another') })).found).toBeUndefined();
  });

  it('is not looked for under a text that is no key', async () => {
    const { found, sent } = find('nonsense');
    expect(await found).toBeUndefined();
    expect(sent).toEqual([]);
  });
});
