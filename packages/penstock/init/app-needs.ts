import { asObject } from '../contract/json.ts';
import { outline } from '../contract/outline.ts';
import type { ContractDraft } from './draft.ts';
import { somePlans } from './menders/policies.ts';

const text = (maxLength: number) => ({ type: 'string', maxLength });

/** What an app answers whoever asks whether a region serves: deployments ask, and DNS where there are several. */
const health = {
  get: {
    operationId: 'getHealth',
    tags: ['health'],
    summary: 'Whether this region answers',
    security: [],
    'x-penstock': {
      throttle: { rate: 50, burst: 100 },
      timeout: 1,
      slo: { availability: 99.99, p99: 100 },
      concurrency: 20,
    },
    responses: {
      '200': {
        description: 'This region answers.',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              additionalProperties: false,
              required: ['status', 'version', 'region'],
              properties: { status: { type: 'string', enum: ['ok'] }, version: text(64), region: text(32) },
            },
          },
        },
      },
    },
  },
};

/**
 * Adds what an app promises beside what the document does: its health, unless the document has the path or something else
 * of its name, and the plans that its stages name.
 */
export function addAppNeeds(draft: ContractDraft): void {
  const root = draft.root();
  const names = outline(root).operations.map(({ node }) => String(asObject(node.value).operationId).toLowerCase());
  if (root['x-penstock-plans'] === undefined) {
    draft.set('/x-penstock-plans', somePlans, { rule: 'plans', review: true });
  }
  if (Object.hasOwn(asObject(root.paths), '/health') || names.includes('gethealth')) return;
  draft.set('/paths/~1health', health, { rule: 'health' });
}
