import { describe, expect, it } from '@jest/globals';
import {
  type EndpointSecrets,
  expiredSecret,
  type Rotation,
  rotated,
  secretOfCreation,
  secretOfRotation,
  signingSecrets,
} from '../../../runtime/webhooks/endpoints/endpoint-secrets.ts';

const SHOWN_FOR_MS = 3_600_000;
const OVERLAP_MS = 86_400_000;
const CREATED = Date.parse('2026-11-22T12:00:00.000Z');
const createdAt = new Date(CREATED).toISOString();
const created: EndpointSecrets = { secret: 'whsec_created' };

const rotation = (id: string, at: number): Rotation => ({ id, at: new Date(at).toISOString(), requestId: id });
/** The secrets after rotations at these times. */
const rotatedAt = (...times: readonly number[]) =>
  times.reduce<EndpointSecrets>(
    (secrets, at, index) => rotated(secrets, rotation(`r-${index}`, at), `whsec_${index}`),
    created,
  );

describe('the secrets that sign', () => {
  it('are one where none was replaced', () => {
    expect(signingSecrets(created, CREATED)).toEqual(['whsec_created']);
    expect(expiredSecret(created, CREATED + OVERLAP_MS)).toBeUndefined();
  });

  it.each([
    ['both, the new one first, until the overlap ends', OVERLAP_MS - 1, ['whsec_0', 'whsec_created'], undefined],
    ['the new one alone from then on, erased or not', OVERLAP_MS, ['whsec_0'], rotatedAt(CREATED).previousSecret],
  ])('are %s', (_case, age, secrets, expired) => {
    expect(signingSecrets(rotatedAt(CREATED), CREATED + age)).toEqual(secrets);
    expect(expiredSecret(rotatedAt(CREATED), CREATED + age)).toEqual(expired);
  });

  it('are the last two where it was rotated twice within the overlap', () => {
    expect(signingSecrets(rotatedAt(CREATED, CREATED + 1), CREATED + 1)).toEqual(['whsec_1', 'whsec_0']);
  });
});

describe('the secret of a creation', () => {
  it.each([
    ['is shown for an hour', created, SHOWN_FOR_MS - 1, 'whsec_created'],
    ['is not shown after that', created, SHOWN_FOR_MS, undefined],
    ['is shown while it signs beside another', rotatedAt(CREATED + 1), SHOWN_FOR_MS - 1, 'whsec_created'],
    ['is not shown once it was dropped', rotatedAt(CREATED + 1, CREATED + 2), SHOWN_FOR_MS - 1, undefined],
  ])('%s', (_case, secrets, age, shown) => {
    expect(secretOfCreation({ ...secrets, createdAt }, CREATED + age)).toBe(shown);
  });
});

describe('the secret of a rotation', () => {
  it('is that of the last one where it was rotated before', () => {
    const last = rotation('r-1', CREATED + 1);

    expect(secretOfRotation(rotatedAt(CREATED, CREATED + 1), last, CREATED + 1)).toBe('whsec_1');
  });

  const made = rotation('r-0', CREATED);
  const { previousSecret: _erased, ...erased } = rotatedAt(CREATED, CREATED + 1);
  it.each([
    ['is shown for an hour', rotatedAt(CREATED), SHOWN_FOR_MS - 1, 'whsec_0'],
    ['is not shown after that', rotatedAt(CREATED), SHOWN_FOR_MS, undefined],
    ['is shown while it signs beside another', rotatedAt(CREATED, CREATED + 1), SHOWN_FOR_MS - 1, 'whsec_0'],
    ['is not shown once it was dropped', rotatedAt(CREATED, CREATED + 1, CREATED + 2), SHOWN_FOR_MS - 1, undefined],
    ['is not shown once it was erased', erased, SHOWN_FOR_MS - 1, undefined],
  ])('%s', (_case, secrets, age, shown) => {
    expect(secretOfRotation(secrets, made, CREATED + age)).toBe(shown);
  });
});
