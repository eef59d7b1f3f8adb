import { describeStrongSets, formStrongSet } from 'penstock-rules/facts';
import { providersOf } from '../context/app-parts.ts';
import { type Check, finding, operationIds, unknownNames, unless } from './check.ts';
import { concurrencyChecks } from './concurrency-checks.ts';
import { corsChecks } from './cors-checks.ts';
import { edgeChecks } from './edge-checks.ts';
import { grpcChecks } from './grpc-checks.ts';
import { everyOther } from './limits.ts';
import { nameChecks } from './name-checks.ts';
import { takenPages } from './reference.ts';

const isHttps = (url: string) => url.startsWith('https://');
const isLoopback = (url: string) => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/.test(url);

const regionChecks: readonly Check[] = [
  {
    needs: ['regions', 'witness'],
    find: ({ regions, witness }) =>
      [...regions, witness]
        .map((region, index, all) => ({ region, index, again: region !== undefined && all.indexOf(region) < index }))
        .filter(({ again }) => again)
        .map(({ region, index }) =>
          finding(index < regions.length ? `regions[${index}]` : 'witness', region, 'each region once', 'remove it'),
        ),
  },
  {
    needs: ['regions', 'consistency'],
    find: ({ regions, consistency }) =>
      regions.length > 1
        ? unless(
            consistency !== undefined,
            'consistency',
            consistency,
            'strong or eventual, with several regions',
            'choose',
          )
        : unless(consistency === undefined, 'consistency', consistency, 'nothing, with one region', 'remove it'),
  },
  {
    needs: ['regions', 'consistency', 'witness'],
    find: ({ regions, consistency, witness }) =>
      unless(
        witness === undefined || (consistency === 'strong' && regions.length === 2),
        'witness',
        witness,
        'a witness only beside two regions with strong consistency',
        'remove it, or serve from exactly two regions',
      ),
  },
  {
    needs: ['regions', 'consistency', 'witness'],
    find: ({ regions, consistency, witness }) =>
      unless(
        consistency !== 'strong' ||
          regions.length < 2 ||
          (witness !== undefined && regions.length > 2) ||
          formStrongSet([...regions, ...(witness === undefined ? [] : [witness])]),
        'regions',
        [...regions, ...(witness === undefined ? [] : [`${witness} (witness)`])].join(', '),
        `three regions, or two and a witness, of one set: ${describeStrongSets()}`,
        "choose regions of one set, or consistency: 'eventual'",
      ),
  },
];

const contractChecks: readonly Check[] = [
  {
    needs: ['refuseAfterSunset'],
    find: ({ refuseAfterSunset }, { contract }) =>
      contract.operations
        .filter(({ deprecation }) => refuseAfterSunset === true && deprecation !== undefined)
        .filter(({ responses }) => !responses.some(({ status }) => ['410', '4XX', 'default'].includes(status)))
        .map(({ operationId }) =>
          finding(
            'refuseAfterSunset',
            `${operationId} without a response 410`,
            'deprecated operations that declare the answer they have then',
            "add '410' to its responses in the contract",
          ),
        ),
  },
  {
    needs: ['tenants', 'plans'],
    find: (stage, { contract }) =>
      Object.entries(stage.tenants ?? {})
        .filter(([, plan]) => !Object.hasOwn(contract.plans, plan))
        .map(([tenant, plan]) =>
          finding(
            `tenants.${tenant}`,
            plan,
            `one of ${Object.keys(contract.plans).join(', ')}`,
            'use a plan of the contract',
          ),
        ),
  },
  {
    needs: ['tenants', 'local'],
    find: ({ tenants, local, name }) =>
      unless(
        tenants === undefined || local === true,
        'tenants',
        Object.keys(tenants ?? {}).join(', '),
        'nothing, outside of a stage with local: true',
        `remove it: tenants come and go without a deployment, by npm run tenants -- add NAME --plan PLAN --stage ${name}`,
      ),
  },
  {
    needs: ['token'],
    find: ({ token: { defaultPlan } }, { contract }) =>
      unless(
        defaultPlan === undefined || Object.hasOwn(contract.plans, defaultPlan),
        'token.defaultPlan',
        defaultPlan,
        `one of ${Object.keys(contract.plans).join(', ')}`,
        'use a plan of the contract',
      ),
  },
  { needs: ['throttle'], find: ({ throttle }, app) => unknownNames('throttle', throttle, operationIds(app)) },
  {
    needs: ['graph'],
    find: ({ graph }, app) =>
      unless(
        graph === undefined || app.graph !== undefined,
        'graph',
        graph,
        'nothing: the app has no contract/graph.graphql',
        'remove it',
      ),
  },
  {
    needs: ['graph'],
    find: ({ graph }, app) =>
      unless(
        graph?.trustedOnly !== true || app.graph === undefined || app.graph.documents.length > 0,
        'graph.trustedOnly',
        true,
        'documents of clients in contract/graph/documents: without any, nothing could be asked for',
        'write them there, or leave it out',
      ),
  },
  {
    needs: ['reference'],
    find: ({ reference }, app) =>
      unless(
        reference === undefined || app.reference !== undefined,
        'reference',
        reference,
        'nothing: no context has entry/reference/reference.ts',
        'remove it, or write that file: it exports the handler of functions/generated/reference.ts',
      ),
  },
  {
    needs: ['reference'],
    find: ({ reference }) =>
      unless(
        reference?.docs !== true || reference.openapi !== false,
        'reference.docs',
        true,
        'false or nothing where openapi is false: the page shows that document',
        'remove openapi: false, or write docs: false',
      ),
  },
  {
    needs: ['reference', 'name'],
    find: (stage, app) => {
      // What a stage does not ask for by name gives way to the contract.
      const taken = takenPages(stage, app).filter(({ page }) => stage.reference?.[page] === true);
      if (taken.length === 0) return [];
      const paths = taken.map(({ path }) => path).join(', ');
      const pages = [...new Set(taken.map(({ page }) => page))].map((page) => `${page}: false`);
      const fix = `write \`reference: { ${pages.join(', ')} }\` in stage ${stage.name} of lib/stages.ts: the contract's operations stay`;
      return [finding('reference', paths, 'paths that the contract does not have', fix)];
    },
  },
  {
    needs: ['functionStacks'],
    find: ({ functionStacks = [] }, { contexts }) => {
      const known = [...contexts.map(({ name }) => name), everyOther];
      return functionStacks
        .filter((name) => !known.includes(name))
        .map((name) => finding('functionStacks', name, `one of ${known.join(', ')}`, 'use the name of a context'));
    },
  },
  { needs: ['plans'], find: ({ plans }, { contract }) => unknownNames('plans', plans, Object.keys(contract.plans)) },
];

const accessChecks: readonly Check[] = [
  {
    needs: ['token', 'local'],
    find: ({ token, local }) =>
      Object.entries({ issuer: token.issuer, ...(token.jwksUri === undefined ? {} : { jwksUri: token.jwksUri }) })
        .filter(([, url]) => !isHttps(url) && !(local === true && isLoopback(url)))
        .map(([name, url]) =>
          finding(`token.${name}`, url, 'https (a stage with local: true may use http://127.0.0.1)', 'use https'),
        ),
  },
  {
    needs: ['providers', 'local'],
    find: ({ providers, local }) =>
      Object.entries(providers)
        .filter(([, url]) => !isHttps(url) && !(local === true && isLoopback(url)))
        .map(([name, url]) =>
          finding(`providers.${name}`, url, 'https (a stage with local: true may use http://127.0.0.1)', 'use https'),
        ),
  },
  {
    needs: ['providers'],
    find: ({ providers }, { contexts }) =>
      providersOf(contexts)
        .filter((name) => !Object.hasOwn(providers, name))
        .map((name) => finding(`providers.${name}`, undefined, 'a URL: a context calls it', 'write where it is')),
  },
  {
    needs: ['providers'],
    find: ({ providers }, { contexts }) => {
      const known = providersOf(contexts);
      return Object.keys(providers)
        .filter((name) => !known.includes(name))
        .map((name) =>
          finding(
            `providers.${name}`,
            name,
            known.length === 0 ? 'nothing: no context has a provider' : `one of ${known.join(', ')}`,
            'remove it, or use the name that infra.ts of a context gives it',
          ),
        );
    },
  },
  {
    needs: ['allowPrivateWebhooks', 'local'],
    find: ({ allowPrivateWebhooks, local }) =>
      unless(
        allowPrivateWebhooks !== true || local === true,
        'allowPrivateWebhooks',
        allowPrivateWebhooks,
        'nothing, outside of a stage with local: true',
        'remove it: subscribers could have the stage call what only its own network reaches',
      ),
  },
  {
    needs: ['domain'],
    find: ({ domain }) =>
      domain === undefined
        ? []
        : unless(
            domain.name === domain.hostedZone.name || domain.name.endsWith(`.${domain.hostedZone.name}`),
            'domain.name',
            domain.name,
            `${domain.hostedZone.name} or a name under it`,
            'choose a name inside the hosted zone',
          ),
  },
  {
    needs: ['domain', 'regions'],
    find: ({ domain, regions }) =>
      Object.entries(domain?.certificates ?? {})
        .filter(([region, arn]) => !regions.includes(region) || arn.split(':')[3] !== region)
        .map(([region, arn]) =>
          finding(
            `domain.certificates.${region}`,
            arn,
            `a certificate of that region, which is one of ${regions.join(', ')}`,
            'use the certificate of the region in which the API is',
          ),
        ),
  },
  {
    needs: ['removal', 'deletionProtection'],
    find: ({ removal, deletionProtection }) =>
      unless(
        !(removal === 'destroy' && deletionProtection),
        'deletionProtection',
        deletionProtection,
        "false, with removal: 'destroy'",
        "choose removal: 'retain', or no protection",
      ),
  },
];

export const checks: readonly Check[] = [
  ...nameChecks,
  ...regionChecks,
  ...contractChecks,
  ...concurrencyChecks,
  ...accessChecks,
  ...corsChecks,
  ...edgeChecks,
  ...grpcChecks,
];
