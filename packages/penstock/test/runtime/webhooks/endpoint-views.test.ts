import { describe, expect, it } from '@jest/globals';
import { toListedEndpoint } from '../../../runtime/webhooks/endpoints/endpoint.ts';
import { created } from '../../../runtime/webhooks/endpoints/endpoint-decisions.ts';
import { rotated } from '../../../runtime/webhooks/endpoints/endpoint-secrets.ts';
import { toCreatedView, toEndpointView, toRotatedView } from '../../../runtime/webhooks/endpoints/endpoint-views.ts';
import { creation } from '../../../testkit/webhooks.ts';

const at = '2026-11-22T12:00:00.000Z';
const NOW = Date.parse(at);
const draft = { url: 'https://example.com/hooks', events: ['*'] };
const request = creation({ id: 'whe_1', secret: 'whsec_1', stamp: { at, requestId: 'r-1', correlationId: 'c-1' } });
const plain = created({ ...request, draft });
const described = created({ ...request, draft: { ...draft, description: 'Warehouse' } });
const disabled = { ...plain, disabled: { reason: 'gone' as const, at } };

describe('an endpoint', () => {
  it('is stored as it was asked for', () => {
    expect(plain).toStrictEqual({
      tenant: 'acme',
      id: 'whe_1',
      ...draft,
      secret: 'whsec_1',
      createdAt: at,
      fingerprint: 'f-1',
      requestId: 'r-1',
      correlationId: 'c-1',
    });
    expect(described).toStrictEqual({ ...plain, description: 'Warehouse' });
  });

  it('is listed without its secrets, and without what it does not have', () => {
    const listed = { tenant: 'acme', id: 'whe_1', ...draft, createdAt: at };

    expect(toListedEndpoint(plain)).toStrictEqual(listed);
    expect(toListedEndpoint(described)).toStrictEqual({ ...listed, description: 'Warehouse' });
    expect(toListedEndpoint(disabled)).toStrictEqual({ ...listed, disabled: disabled.disabled });
  });

  it('is shown to its owner, always in one order', () => {
    const shown = (status: string, description?: string) =>
      JSON.stringify({ id: 'whe_1', ...draft, ...(description && { description }), status, createdAt: at });

    expect(JSON.stringify(toEndpointView(plain))).toBe(shown('enabled'));
    expect(JSON.stringify(toEndpointView(described))).toBe(shown('enabled', 'Warehouse'));
    expect(JSON.stringify(toEndpointView(disabled))).toBe(shown('disabled'));
    expect(toEndpointView(plain)).not.toHaveProperty('description');
  });

  it('is shown with its secret after its creation, for an hour', () => {
    const shown = { ...toEndpointView(plain), secret: 'whsec_1' };
    const { secret: _, ...later } = shown;

    expect(toCreatedView(plain, NOW)).toStrictEqual(shown);
    expect(toCreatedView(disabled, NOW)).toStrictEqual(shown);
    expect(toCreatedView(plain, NOW + 3_600_000)).toStrictEqual(later);
  });

  it('is shown with its new secret after a rotation, for an hour, and with the end of the one before', () => {
    const rotation = { id: 'key-1', at, requestId: 'r-2' };
    const record = { ...disabled, ...rotated(disabled, rotation, 'whsec_2') };
    const shown = { ...toEndpointView(disabled), previousSecretExpiresAt: '2026-11-23T12:00:00.000Z' };

    expect(toRotatedView(record, rotation, NOW)).toStrictEqual({ ...shown, secret: 'whsec_2' });
    expect(toRotatedView(record, rotation, NOW + 3_600_000)).toStrictEqual(shown);
  });
});
