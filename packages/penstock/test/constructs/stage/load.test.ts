import { describe, expect, it } from '@jest/globals';
import { UserError } from '../../../cli/user-error.ts';
import { limitsOf } from '../../../constructs/stage/limits.ts';
import { checkStage, loadStage, StageError } from '../../../constructs/stage/load.ts';
import type { Stage } from '../../../constructs/stage/stage.ts';
import { parts } from '../../../testkit/sample/app.ts';
import { consumers, contract } from '../../../testkit/sample/contract.ts';
import { stages } from '../../../testkit/sample/stages.ts';

const { dev, prod } = stages;
const reserving: Stage = { ...dev, reserveConcurrency: true };
const domain = { name: 'api.example.com', hostedZone: { id: 'Z0123456789ABC', name: 'example.com' } };
const certificate = (region: string) =>
  `arn:aws:acm:${region}:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef`;

/** Of an account: what the functions reserve, and what Lambda keeps. */
const needed = Object.values(limitsOf(dev, parts).concurrency).reduce((sum, reserved) => sum + reserved, 0) + 100;
const health = limitsOf(dev, parts).concurrency.getHealth ?? 0;

/** A stage with something wrong in it, and the one finding that it gives. */
const mistakes: readonly (readonly [of: string, stage: object, path: string, expected: string])[] = [
  ['a name too long', { ...dev, name: 'a-stage-of-seventeen' }, 'name', 'at most 16'],
  ['a name in capitals', { ...dev, name: 'Dev' }, 'name', 'lower-case'],
  ['no region', { ...dev, regions: [] }, 'regions', 'at least one region'],
  ['a region that does not exist', { ...dev, regions: ['eu-west-9'] }, 'regions[0]', 'the name of an AWS region'],
  ['a region twice', { ...prod, regions: ['eu-west-1', 'eu-west-1'], consistency: 'eventual' }, 'regions[1]', 'once'],
  ['several regions and no consistency', { ...prod, consistency: undefined }, 'consistency', 'strong or eventual'],
  ['one region and a consistency', { ...dev, consistency: 'strong' }, 'consistency', 'nothing, with one region'],
  ['an unknown consistency', { ...prod, consistency: 'weak' }, 'consistency', 'one of strong, eventual'],
  [
    'strong regions of two sets',
    { ...prod, regions: ['eu-west-1', 'eu-west-2', 'us-east-1'] },
    'regions',
    'of one set',
  ],
  ['strong regions of no set', { ...prod, regions: ['eu-west-1', 'eu-west-2', 'eu-north-1'] }, 'regions', 'of one set'],
  ['two strong regions without a witness', { ...prod, regions: ['eu-west-1', 'eu-west-2'] }, 'regions', 'a witness'],
  ['a witness beside three regions', { ...prod, witness: 'eu-west-3' }, 'witness', 'only beside two regions'],
  ['a witness beside one region', { ...dev, witness: 'eu-west-2' }, 'witness', 'only beside two regions'],
  [
    'a witness of an eventual stage',
    { ...prod, regions: ['eu-west-1', 'eu-west-2'], consistency: 'eventual', witness: 'eu-west-3' },
    'witness',
    'strong consistency',
  ],
  [
    'an issuer without TLS',
    { ...dev, token: { ...dev.token, issuer: 'http://auth.example.com' } },
    'token.issuer',
    'https',
  ],
  [
    'a loopback issuer in AWS',
    { ...dev, token: { ...dev.token, issuer: 'http://127.0.0.1' } },
    'token.issuer',
    'https',
  ],
  [
    'a local stage with a remote issuer without TLS',
    { ...stages.local, token: { issuer: 'http://auth.example.com', audience: 'a' } },
    'token.issuer',
    'https',
  ],
  ['an issuer that is no URL', { ...dev, token: { ...dev.token, issuer: 'auth' } }, 'token.issuer', 'a URL'],
  [
    'an issuer with a slash at the end',
    { ...dev, token: { ...dev.token, issuer: 'https://a.example/' } },
    'token.issuer',
    'slash',
  ],
  ['keys without TLS', { ...dev, token: { ...dev.token, jwksUri: 'http://a.example/keys' } }, 'token.jwksUri', 'https'],
  ['no audience', { ...dev, token: { issuer: dev.token.issuer } }, 'token.audience', '1 to 256 characters'],
  [
    'an audience with a space',
    { ...dev, token: { ...dev.token, audience: 'a b' } },
    'token.audience',
    'without a space',
  ],
  ['tenants of AWS', { ...dev, tenants: { acme: 'free' } }, 'tenants', 'nothing, outside of a stage with local: true'],
  [
    'a tenant on a plan that does not exist',
    { ...stages.local, tenants: { acme: 'gold' } },
    'tenants.acme',
    'one of free, pro',
  ],
  [
    'a tenant whose name cannot be in a key',
    { ...stages.local, tenants: { 'Acme.Inc': 'free' } },
    'tenants.Acme.Inc',
    'lower-case',
  ],
  ['a tenant without a plan', { ...stages.local, tenants: { acme: null } }, 'tenants.acme', 'the name of a plan'],
  ['tenants as a list', { ...stages.local, tenants: ['acme'] }, 'tenants', 'plans by tenant'],
  [
    'more concurrency than the account has',
    { ...reserving, accountConcurrency: needed - 1 },
    'accountConcurrency',
    `at least ${needed}`,
  ],
  [
    'more concurrency by an override',
    { ...reserving, accountConcurrency: needed, concurrency: { getHealth: health + 1 } },
    'accountConcurrency',
    `at least ${needed + 1}`,
  ],
  [
    'pollers that leave nothing to the API, without reservations',
    { ...dev, accountConcurrency: 10, concurrency: { '*': 2, printLabel: 4 } },
    'concurrency',
    'fewer than 10',
  ],
  ['an account that is no number of one', { ...dev, account: '12345' }, 'account', 'twelve digits'],
  ['a concurrency that is no number', { ...dev, accountConcurrency: '1000' }, 'accountConcurrency', 'a whole number'],
  [
    'a consumer with a single poller',
    { ...dev, concurrency: { printLabel: 1 } },
    'concurrency.printLabel',
    'at least 2',
  ],
  [
    'a provider without TLS',
    { ...dev, providers: { labelPrinter: 'http://printer.example.com' } },
    'providers.labelPrinter',
    'https',
  ],
  [
    'a provider on a laptop in AWS',
    { ...dev, providers: { labelPrinter: 'http://127.0.0.1:3100' } },
    'providers.labelPrinter',
    'https',
  ],
  ['a provider that is no URL', { ...dev, providers: { labelPrinter: 'printer' } }, 'providers.labelPrinter', 'a URL'],
  ['no provider', { ...dev, providers: {} }, 'providers.labelPrinter', 'a URL'],
  [
    'a provider that nothing calls',
    { ...dev, providers: { ...dev.providers, mail: 'https://mail.example.com' } },
    'providers.mail',
    'one of labelPrinter',
  ],
  [
    'webhooks to private addresses in AWS',
    { ...dev, allowPrivateWebhooks: true },
    'allowPrivateWebhooks',
    'nothing, outside of a stage with local: true',
  ],
  ['a bulkhead for no function', { ...dev, concurrency: { parcel: 1 } }, 'concurrency.parcel', 'authorizer'],
  ['a bulkhead of nothing', { ...dev, concurrency: { getHealth: 0 } }, 'concurrency.getHealth', 'from 1 to'],
  [
    'a throttle for no operation',
    { ...dev, throttle: { parcel: { rate: 1, burst: 1 } } },
    'throttle.parcel',
    'createParcel',
  ],
  [
    'a throttle without a burst',
    { ...dev, throttle: { getParcel: { rate: 1 } } },
    'throttle.getParcel.burst',
    'whole number',
  ],
  ['a plan that the contract has not', { ...dev, plans: { gold: { rate: 1, burst: 1 } } }, 'plans.gold', 'free, pro'],
  [
    'a quota by the hour',
    { ...dev, plans: { pro: { rate: 1, burst: 1, quota: { limit: 5, period: 'HOUR' } } } },
    'plans.pro.quota.period',
    'one of DAY, WEEK, MONTH',
  ],
  [
    'a retention that CloudWatch has not',
    { ...dev, logRetentionDays: 10 },
    'logRetentionDays',
    'one of 1, 3, 5, 7, 14',
  ],
  ['an unknown log level', { ...dev, logLevel: 'TRACE' }, 'logLevel', 'one of DEBUG, INFO, WARN, ERROR'],
  ['an unknown removal', { ...dev, removal: 'keep' }, 'removal', 'one of retain, destroy'],
  [
    'a protection neither on nor off',
    { ...dev, deletionProtection: 'yes' },
    'deletionProtection',
    'one of true, false',
  ],
  [
    'data that may go, protected',
    { ...dev, deletionProtection: true },
    'deletionProtection',
    "false, with removal: 'destroy'",
  ],
  ['an unknown log role', { ...dev, gatewayLogRole: 'none' }, 'gatewayLogRole', 'one of managed, existing'],
  [
    'the ARN of a topic',
    { ...prod, alarmTopic: 'arn:aws:sns:eu-west-1:123456789012:alarms' },
    'alarmTopic',
    'the name of a standard SNS topic',
  ],
  ['a FIFO topic, which no alarm tells', { ...prod, alarmTopic: 'alarms.fifo' }, 'alarmTopic', 'a standard SNS topic'],
  ['a firewall without a window', { ...dev, firewall: {} }, 'firewall.windowSeconds', 'one of 60, 120, 300, 600'],
  ['a window that WAF has not', { ...dev, firewall: { windowSeconds: 90 } }, 'firewall.windowSeconds', 'one of 60'],
  [
    'a rate below what WAF takes',
    { ...dev, firewall: { windowSeconds: 60, requestsPerAddress: 9 } },
    'firewall.requestsPerAddress',
    'from 10',
  ],
  ['a firewall switched by a word', { ...dev, firewall: true }, 'firewall', 'an object with windowSeconds'],
  [
    'a domain with a scheme',
    { ...dev, domain: { ...domain, name: 'https://api.example.com' } },
    'domain.name',
    'host name',
  ],
  [
    'a domain outside of its zone',
    { ...dev, domain: { ...domain, name: 'api.example.org' } },
    'domain.name',
    'under it',
  ],
  [
    'a hosted zone without an id',
    { ...dev, domain: { ...domain, hostedZone: { name: 'example.com' } } },
    'domain.hostedZone.id',
    'a hosted zone id',
  ],
  [
    'a certificate of another region',
    { ...dev, domain: { ...domain, certificates: { 'eu-west-1': certificate('us-east-1') } } },
    'domain.certificates.eu-west-1',
    'a certificate of that region',
  ],
  [
    'a certificate for a region without an API',
    { ...dev, domain: { ...domain, certificates: { 'us-east-1': certificate('us-east-1') } } },
    'domain.certificates.us-east-1',
    'one of eu-west-1',
  ],
  [
    'several regions behind a domain, one of which is of another partition',
    { ...prod, consistency: 'eventual', regions: ['eu-west-1', 'cn-north-1'], domain },
    'regions[1]',
    'regions of the partition aws',
  ],
  ['an unknown key', { ...dev, wittness: 'eu-west-2' }, 'wittness', 'one of name, regions'],
  [
    'an unknown key further in',
    { ...dev, token: { ...dev.token, jwks: 'x' } },
    'token.jwks',
    'one of issuer, audience',
  ],
];

it.each(Object.entries(stages))('stage %s is itself, with the name of the app, when it is loaded', (name, stage) => {
  expect(loadStage(name, parts, { known: stages })).toEqual({ ...stage, app: 'parcels' });
});

describe('a stage', () => {
  it.each([
    ['two strong regions and a witness', { regions: ['us-east-1', 'us-west-2'], witness: 'us-east-2' }],
    ['eventual regions anywhere', { regions: ['eu-west-1', 'ap-southeast-2'], consistency: 'eventual' }],
    ['a domain whose certificates are made for it', { domain }],
    ['a domain with a certificate', { domain: { ...domain, certificates: { 'eu-west-2': certificate('eu-west-2') } } }],
    ['the zone itself as domain', { domain: { ...domain, name: 'example.com' } }],
  ] satisfies [string, Partial<Stage>][])('may have %s', (_, changes) => {
    expect(checkStage({ ...prod, ...changes }, parts)).toEqual([]);
  });

  const healthless = {
    ...parts,
    contract: {
      ...parts.contract,
      operations: parts.contract.operations.map((operation) =>
        operation.path === '/health'
          ? { ...operation, security: [{ credential: 'token' as const, scopes: ['parcels:read'] }] }
          : operation,
      ),
    },
  };

  it('fails with several regions behind a domain, and nothing that their health checks may ask for', () => {
    expect(checkStage({ ...prod, domain }, healthless)).toEqual([
      expect.objectContaining({
        path: 'domain',
        received: 'api.example.com in 3 regions',
        expected: expect.stringMatching(/GET \/health that anyone may call/),
      }),
    ]);
    expect(checkStage(prod, healthless)).toEqual([]);
    expect(checkStage({ ...dev, domain }, healthless)).toEqual([]);
  });

  it.each(mistakes)('fails with %s', (_, stage, path, expected) => {
    const findings = checkStage(stage, parts);

    expect(findings).toEqual([expect.objectContaining({ path, expected: expect.stringContaining(expected) })]);
    expect(findings[0]?.fix).not.toBe('');
  });

  it('fails with every mistake at once, saying what was received', () => {
    const broken = {
      ...prod,
      regions: ['eu-west-1', 'us-east-1'],
      logLevel: 'LOUD',
      providers: { ...prod.providers, mail: 'https://mail.example.com' },
      colour: 1,
    };
    const load = () => loadStage('prod', parts, { known: { prod: broken } });

    expect(load).toThrow(StageError);
    expect(load).toThrow(/Stage prod \(lib\/stages\.ts\):/);
    for (const line of [
      'received "eu-west-1, us-east-1"',
      'received "LOUD"',
      'received "mail"',
      'colour\n    received 1',
    ]) {
      expect(load).toThrow(line);
    }
  });

  it.each([undefined, null, 'dev', []])('fails when it is %j', (stage) => {
    expect(checkStage(stage, parts)).toMatchObject([{ path: '' }]);
  });
});

describe('the names of a stage', () => {
  const named = (app: string, stage: string) => checkStage({ ...dev, name: stage }, { ...parts, name: app });
  const keyed = (plan: string) =>
    checkStage({ ...stages.local, name: 'b', tenants: { t: plan } }, { ...parts, name: 'a' });

  it('have room for all that the app has', () => {
    // With `announceParcels`, the longest of the sample, a function's name has 64 characters.
    expect(named('a'.repeat(31), 's'.repeat(16))).toEqual([]);
    expect(keyed('free')).toEqual([]);
  });

  it.each([
    ['a function, one character too long', named('a'.repeat(32), 's'.repeat(16)), /announceParcels, 65 characters/, 64],
    ['a usage key, one character too short', keyed('pro'), /b\.t\.pro, 19 characters/, 20],
  ])('fail for %s', (_, findings, received, bound) => {
    expect(findings).toMatchObject([{ path: 'name', received: expect.stringMatching(received) }]);
    expect(findings[0]?.expected).toContain(String(bound));
  });
});

describe('the stages of one account', () => {
  const twin: Stage = { ...reserving, name: 'twin' };
  const load = (changes: Partial<Stage> = {}, own: Partial<Stage> = {}) => {
    const known = { dev: { ...reserving, ...own }, twin: { ...twin, ...changes } };
    return loadStage('dev', parts, { known });
  };
  const both = 2 * needed - 100;

  it('fail when they reserve more than it has together', () => {
    expect(() => load({}, { accountConcurrency: both - 1 })).toThrow(
      `received "${both - 1}, of which dev, twin reserve ${both - 100} in eu-west-1"\n    expected at least ${both}`,
    );
  });

  it.each([
    ['it has enough', {}, { accountConcurrency: both }],
    ['they are in regions of their own', { regions: ['eu-west-2'] }, { accountConcurrency: both - 1 }],
    ['they have accounts of their own', { account: '123456789012' }, { accountConcurrency: both - 1 }],
    ['the other reserves nothing', { reserveConcurrency: false }, { accountConcurrency: both - 1 }],
    ['this one reserves nothing', {}, { accountConcurrency: both - 1, reserveConcurrency: false }],
    ['the other is on a laptop', { local: true }, { accountConcurrency: both - 1 }],
  ] satisfies [string, Partial<Stage>, Partial<Stage>][])('may share it when %s', (_, other, own) => {
    expect(load(other, own).name).toBe('dev');
  });
});

describe('choosing a stage', () => {
  it('fails when there is none of that name, and lists those there are', () => {
    expect(() => loadStage('production', parts, { known: stages })).toThrow(UserError);
    expect(() => loadStage('production', parts, { known: stages })).toThrow(
      /no stage "production"\.\s+expected one of local, sandbox, dev, prod/,
    );
  });

  it('fails for a name that every object has', () => {
    expect(() => loadStage('constructor', parts, { known: stages })).toThrow(UserError);
  });

  it('lets the local cloud be the issuer of a local stage', () => {
    const stage = loadStage('local', parts, { known: stages, localOrigin: 'http://127.0.0.1:4711' });

    expect(stage.token).toEqual({ issuer: 'http://127.0.0.1:4711', audience: 'penstock' });
  });

  it('lets the local cloud play the provider of a local stage', () => {
    const stage = loadStage('local', parts, { known: stages, localProvider: 'http://127.0.0.1:4712' });

    expect(stage).toMatchObject({ ...stages.local, providers: { labelPrinter: 'http://127.0.0.1:4712' } });
  });

  it('fails when a stage of AWS is to have a local provider', () => {
    const load = () => loadStage('dev', parts, { known: stages, localProvider: 'http://127.0.0.1:4712' });

    expect(load).toThrow('received localProvider http://127.0.0.1:4712');
  });

  it('fails when a stage of AWS is to have a local issuer', () => {
    expect(() => loadStage('dev', parts, { known: stages, localOrigin: 'http://127.0.0.1:4711' })).toThrow(
      'does not run locally',
    );
  });
});

describe('limits', () => {
  it('are those of the contract and of consumers.yaml', () => {
    expect(limitsOf(dev, parts)).toEqual({
      throttle: Object.fromEntries(
        contract.operations.map(({ operationId, policy }) => [operationId, policy.throttle]),
      ),
      concurrency: {
        ...Object.fromEntries(contract.operations.map(({ operationId, policy }) => [operationId, policy.concurrency])),
        ...Object.fromEntries(consumers.map(({ name, concurrency }) => [name, concurrency])),
        authorizer: 200,
        relayParcels: 10,
      },
      plans: contract.plans,
      firewall: { windowSeconds: 300, requestsPerAddress: expect.any(Number) },
    });
  });

  it('are raised by a stage, one by one', () => {
    const throttle = { getParcel: { rate: 5000, burst: 5000 } };
    const plans = { free: { rate: 5000, burst: 5000 } };
    const limits = limitsOf({ ...dev, throttle, plans, concurrency: { authorizer: 5 } }, parts);

    expect(limits.throttle).toMatchObject({ ...throttle, createParcel: { rate: 200, burst: 400 } });
    expect(limits.plans).toEqual({ ...plans, pro: contract.plans.pro });
    expect(limits.concurrency).toMatchObject({ authorizer: 5, createParcel: 200 });
  });

  it('are raised all at once by a star, but for those that a stage names', () => {
    const every = { rate: 9, burst: 9 };
    const throttle = { '*': every, getParcel: { rate: 1, burst: 1 } };
    const limits = limitsOf({ ...dev, throttle, plans: { '*': every }, concurrency: { '*': 3 } }, parts);

    expect(limits.throttle).toMatchObject({ createParcel: every, getHealth: every, getParcel: { rate: 1, burst: 1 } });
    expect(Object.keys(limits.throttle)).not.toContain('*');
    expect(limits.plans).toEqual({ free: every, pro: every });
    expect(new Set(Object.values(limits.concurrency))).toEqual(new Set([3]));
  });

  it.each([
    [{ windowSeconds: 300 }, 500 * 300 + 1000],
    [{ windowSeconds: 60 }, 500 * 60 + 1000],
    [{ windowSeconds: 60, requestsPerAddress: 99 }, 99],
  ])('let an address send what the largest plan sells, where %j says nothing else', (firewall, requestsPerAddress) => {
    expect(limitsOf({ ...dev, firewall }, parts).firewall).toEqual({ ...firewall, requestsPerAddress });
  });

  it('let it send as little as WAF can count, where plans sell less', () => {
    const plans = { '*': { rate: 0.1, burst: 1 } };

    expect(limitsOf({ ...dev, plans, firewall: { windowSeconds: 60 } }, parts).firewall).toMatchObject({
      requestsPerAddress: 10,
    });
  });

  it('have no firewall in a stage without one', () => {
    const { firewall: _, ...stage } = dev;

    expect(limitsOf(stage, parts).firewall).toBeUndefined();
  });
});
