import { describe, expect, it } from '@jest/globals';
import { admit } from '../../../runtime/core/authorization.ts';
import { caller } from '../../../testkit/operation-runtime.ts';
import { NOW, run } from '../run-operation.ts';

const token = (...scopes: readonly string[]) => ({ credential: 'token', scopes }) as const;
const scoped = { security: [token('parcels:read', 'parcels:write')] };
const open = {
  operationId: 'greet',
  security: [token()],
  idempotency: 'none',
  deadline: 1000,
  attemptTimeout: 200,
} as const;
const expires = (milliseconds: number) => String(milliseconds / 1000);
const as = (over: Record<string, unknown>) => ({ caller: caller({ exp: expires(NOW + 600_000), ...over }) });
const challenge = 'Bearer realm="penstock", error="invalid_token"';

describe('a caller', () => {
  it('is admitted until the token expires', async () => {
    expect(await run({ contract: scoped, event: as({ exp: expires(NOW + 1) }) })).toMatchObject({
      status: 200,
      seen: { tenant: 'acme' },
      lines: [{ fields: { tenant: 'acme' } }],
    });
  });

  it.each([
    ['a plan', 'pro', { plan: 'pro' }],
    ['no plan', undefined, {}],
    ['a plan that is no text', 7, {}],
  ])('with %s has the plan that the token says, or none', (_case, plan, has) => {
    const shown = { tenant: 'acme', scope: 'a', exp: expires(NOW + 1), plan };

    expect(admit(open, shown, NOW)).toStrictEqual({ tenant: 'acme', scopes: ['a'], ...has });
  });

  it.each([
    ['has just expired', as({ exp: expires(NOW) }), 'The token has expired.'],
    ['says nothing of its end', as({ exp: undefined }), 'The token has expired.'],
    ['ends at no time', as({ exp: 'soon' }), 'The token has expired.'],
    ['has no tenant', as({ tenant: undefined }), 'There is no valid token.'],
    ['has an empty tenant', as({ tenant: '' }), 'There is no valid token.'],
    ['has a tenant that is no text', as({ tenant: 7 }), 'There is no valid token.'],
    ['was never seen by the authorizer', { caller: null }, 'There is no valid token.'],
  ])('fails when the token %s', async (_case, event, detail) => {
    const { status, headers, json, seen } = await run({ contract: scoped, event });

    expect([status, json.detail, headers['WWW-Authenticate'], seen]).toEqual([401, detail, challenge, undefined]);
  });

  it.each([
    ['one', 'parcels:read', 'The token lacks the scope parcels:write.'],
    ['all', '', 'The token lacks the scope parcels:read parcels:write.'],
    ['what only looks like one', 'parcels:readparcels:write', 'The token lacks the scope parcels:read parcels:write.'],
  ])('fails without %s of the scopes', async (_case, scope, detail) => {
    const { status, headers, json } = await run({ contract: scoped, event: as({ scope }) });

    expect([status, json.detail]).toEqual([403, detail]);
    expect(headers['WWW-Authenticate']).toBe(
      'Bearer realm="penstock", error="insufficient_scope", scope="parcels:read parcels:write"',
    );
  });

  it('fails with two headers, whatever the authorizer made of them', async () => {
    const event = { ...as({}), headers: { Authorization: ['Bearer a', 'Bearer b'] } };

    expect(await run({ contract: scoped, event })).toMatchObject({
      status: 401,
      json: { detail: 'There is more than one Authorization header.' },
    });
  });

  it('fails without any word of scopes', async () => {
    expect((await run({ contract: { security: [token('mutated')] }, event: as({ scope: undefined }) })).status).toBe(
      403,
    );
  });

  it('is admitted with any token where no scope is asked for', async () => {
    const event = as({ scope: undefined });

    expect(await run({ contract: { security: [token()] }, event })).toMatchObject({
      status: 200,
      seen: { scopes: [] },
    });
    expect((await run({ contract: { security: [token()] }, event: { caller: null } })).status).toBe(401);
  });

  it('is admitted by one of several requirements', async () => {
    const either = { security: [token('parcels:read', 'parcels:list'), token('clerk')] };

    expect((await run({ contract: either, event: as({ scope: 'clerk' }) })).status).toBe(200);
    expect((await run({ contract: either, event: as({ scope: 'parcels:list parcels:read' }) })).status).toBe(200);
    expect(await run({ contract: either, event: as({ scope: 'parcels:read' }) })).toMatchObject({
      status: 403,
      json: { detail: 'The token lacks the scope parcels:list, or clerk.' },
      headers: {
        'WWW-Authenticate': 'Bearer realm="penstock", error="insufficient_scope", scope="parcels:read parcels:list"',
      },
    });
  });

  it('is not asked for on a public operation', async () => {
    const { status, lines } = await run({ event: { caller: null } });

    expect([status, lines[0]?.fields.tenant]).toEqual([200, undefined]);
  });
});
