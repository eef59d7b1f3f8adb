import { describe, expect, it } from '@jest/globals';
import { fanOutWebhooks } from '../../functions/generated/consumers/fanOutWebhooks.ts';
import { asObject } from '../../packages/penstock/contract/json.ts';
import { loadContract } from '../../packages/penstock/contract/load.ts';
import { target } from '../../packages/penstock/contract/node.ts';
import { wants } from '../../packages/penstock/runtime/webhooks/endpoints/endpoint.ts';

const { document } = loadContract('contract/openapi.yaml');
const valuesOf = (name: string) => asObject(target(document, `#/components/schemas/${name}`)?.value).enum as string[];
const types = Object.keys(fanOutWebhooks.events);

describe('the webhooks of the API', () => {
  it('tell of exactly the events that are fanned out', () => {
    expect(valuesOf('WebhookEventType').toSorted()).toEqual(types.toSorted());
  });

  it('may be asked for by each type, and by patterns that are of some', () => {
    const filters = valuesOf('WebhookEventFilter');
    const patterns = filters.filter((filter) => filter.endsWith('*'));

    expect(filters.filter((filter) => !patterns.includes(filter)).toSorted()).toEqual(types.toSorted());
    expect(patterns).toContain('*');
    for (const filter of patterns) {
      expect(types.filter((type) => wants({ events: [filter] }, type))).not.toEqual([]);
    }
  });
});
