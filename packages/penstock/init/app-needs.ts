import { asObject, asStrings, type JsonObject } from '../contract/json.ts';
import { child, escapeSegment, members, resolve } from '../contract/node.ts';
import { type OutlinedOperation, outline } from '../contract/outline.ts';
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
 * Adds what an app promises beside what the document does: the plans that its stages name, and its health, unless the document
 * answers `GET /health` itself. Whatever it calls getHealth gets another name: the function of that name answers the app's.
 */
export function addAppNeeds(draft: ContractDraft): void {
  const root = draft.root();
  if (root['x-penstock-plans'] === undefined) {
    draft.set('/x-penstock-plans', somePlans, { rule: 'plans', review: true });
  }
  const { operations } = outline(root);
  if (operations.some((operation) => isOfApp(root, operation))) return;
  renameHealth(draft, operations);
  const asked = Object.keys(asObject(root.paths)).find((path) => /^\/health\/?$/.test(path));
  if (asked === undefined) draft.set('/paths/~1health', health, { rule: 'health' });
  else if (!operations.some(({ method, path }) => method === 'get' && path === asked)) {
    draft.set(`/paths/${escapeSegment(asked)}/get`, health.get, { rule: 'health' });
  }
}

/** Whether it is what the app's own function answers. */
function isOfApp(root: JsonObject, { method, path, responses }: OutlinedOperation): boolean {
  const [, answer] = responses.find(([status]) => status === '200') ?? [];
  if (method !== 'get' || path !== '/health' || answer === undefined) return false;
  const [, content] = members(child(answer, 'content'))[0] ?? [];
  const { required } = asObject(content && resolve(root, child(content, 'schema')).value);
  return ['status', 'version', 'region'].every((name) => asStrings(required).includes(name));
}

/** An operation's name as it will be compared: `get-health` becomes getHealth too. */
const nameOf = ({ node }: OutlinedOperation): string =>
  String(asObject(node.value).operationId)
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .toLowerCase();

function renameHealth(draft: ContractDraft, operations: readonly OutlinedOperation[]): void {
  const taken = new Set(operations.map(nameOf));
  let next = 2;
  for (const { node } of operations.filter((operation) => nameOf(operation) === 'gethealth')) {
    while (taken.has(`gethealth${next}`)) next += 1;
    draft.set(`${node.pointer}/operationId`, `getHealth${next}`, { rule: 'health', review: true });
    next += 1;
  }
}
