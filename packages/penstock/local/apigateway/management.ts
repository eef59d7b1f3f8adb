import { randomInt } from 'node:crypto';
import { type RestOperation, type RestRequest, type RestService, restAnswer, restError } from '../endpoint/rest.ts';
import type { Answer } from '../endpoint/service.ts';
import { type JsonObject, object, text } from '../json.ts';
import type { ApiDefinition, ApiKey, UsagePlan } from './definition.ts';
import type { KeyStore } from './key-store.ts';

/** What a part of a list holds where the caller does not say, and at most. */
const usualLimit = 25;
const mostLimit = 500;

type Api = Pick<ApiDefinition, 'id' | 'stage' | 'usagePlans'>;

/**
 * API Gateway's own API, as far as keys and usage plans go: what a stage is given at run time.
 *
 * @param deployed the API that is deployed at the moment, if there is one
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
 */
export function createKeyManagement(region: string, keys: KeyStore, deployed: () => Api | undefined): RestService {
  const api = () => deployed() ?? noApi;
  const operations: Readonly<Record<string, (request: RestRequest) => Answer>> = {
    'GET apikeys': ({ query }) => keyList(keys, query, {}),
    'POST apikeys': ({ body }) => createKey(keys, body),
    'DELETE apikeys/*': ({ path: [, id = ''] }) => (keys.delete(id) ? restAnswer(202) : noKey),
    'GET usageplans': ({ query }) => planList(api(), keys, query),
    'GET usageplans/*/keys': ({ path: [, planId = ''], query }) =>
      hasPlan(api(), planId) ? keyList(keys, query, { planId }) : noPlan,
    'POST usageplans/*/keys': ({ path: [, planId = ''], body }) => link(api(), keys, planId, body),
  };
  return {
    prefix: 'apigateway',
    deniedStatus: 403,
    operation: (request): RestOperation | undefined => {
      const name = `${request.method} ${request.path.map((part, index) => (index === 1 ? '*' : part)).join('/')}`;
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      const resource = `arn:aws:apigateway:${region}::/${request.path.join('/')}`;
      return (
        operation && {
          name,
          access: { action: `apigateway:${request.method}`, resource },
          answer: () => operation(request),
        }
      );
    },
  };
}

const noApi: Api = { id: '', stage: '', usagePlans: [] };
const noKey = restError(404, 'NotFoundException', 'Invalid API Key identifier specified');
const noPlan = restError(404, 'NotFoundException', 'Invalid Usage Plan ID specified');

const hasPlan = ({ usagePlans }: Api, id: string): boolean => usagePlans.some((plan) => plan.id === id);

function keyList(keys: KeyStore, query: URLSearchParams, of: { readonly planId?: string }): Answer {
  const limit = Math.min(Number(query.get('limit') ?? usualLimit), mostLimit);
  const name = query.get('name');
  const position = query.get('position');
  const page = keys.list({
    ...of,
    limit,
    ...(name === null ? {} : { name }),
    ...(position === null ? {} : { position: Number(position) }),
  });
  const isWhole = query.get('includeValues') === 'true';
  return restAnswer(200, {
    item: page.keys.map((key) => (of.planId === undefined ? keyView(key, isWhole) : planKeyView(key))),
    ...(page.position === undefined ? {} : { position: String(page.position) }),
  });
}

const keyView = ({ id, name, value, enabled, tags }: ApiKey, isWhole: boolean): JsonObject => ({
  id,
  name,
  enabled,
  tags,
  stageKeys: [],
  ...(isWhole ? { value } : {}),
});

const planKeyView = ({ id, name, value }: ApiKey): JsonObject => ({ id, name, value, type: 'API_KEY' });

/** As many characters as API Gateway's own have. */
const newId = (): string => Array.from({ length: 10 }, () => randomInt(36).toString(36)).join('');

function createKey(keys: KeyStore, body: JsonObject): Answer {
  const value = text(body.value) ?? Array.from({ length: 4 }, newId).join('');
  if (value.length < 20 || value.length > 128) {
    return restError(400, 'BadRequestException', 'API Key value should be at least 20 and at most 128 characters');
  }
  const tags = Object.fromEntries(Object.entries(object(body.tags)).map(([name, its]) => [name, String(its)]));
  const key = { id: newId(), name: text(body.name) ?? value, value, enabled: body.enabled === true, tags };
  if (!keys.create(key)) return restError(409, 'ConflictException', 'API Key already exists');
  return restAnswer(201, keyView(key, true));
}

function planList(api: Api, keys: KeyStore, query: URLSearchParams): Answer {
  const keyId = query.get('keyId');
  const its = keyId === null ? undefined : keys.plansOf(keyId);
  const plans = api.usagePlans.filter(({ id }) => its?.includes(id) ?? true);
  return restAnswer(200, { item: plans.map((plan) => planView(api, plan)) });
}

const planView = ({ id, stage }: Api, plan: UsagePlan): JsonObject => ({
  id: plan.id,
  name: plan.name,
  apiStages: [{ apiId: id, stage }],
  ...(plan.throttle === undefined
    ? {}
    : { throttle: { rateLimit: plan.throttle.rate, burstLimit: plan.throttle.burst } }),
  ...(plan.quota === undefined ? {} : { quota: { limit: plan.quota.limit, period: plan.quota.period } }),
});

/** A key is on one plan of a stage at most. */
function link(api: Api, keys: KeyStore, planId: string, body: JsonObject): Answer {
  const key = keys.named(text(body.keyId) ?? '');
  if (key === undefined) return noKey;
  if (!hasPlan(api, planId)) return noPlan;
  if (keys.plansOf(key.id).length > 0) {
    const message = `Usage Plan ${planId} cannot be added because API Key ${key.id} cannot reference multiple Usage Plans with the same API stage`;
    return restError(409, 'ConflictException', message);
  }
  keys.link(key.id, planId);
  return restAnswer(201, planKeyView(key));
}
