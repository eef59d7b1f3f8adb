import { describe, expect, it } from '@jest/globals';
import { checkStage } from '../../../constructs/stage/load.ts';
import { parts } from '../../../testkit/sample/app.ts';
import { stages } from '../../../testkit/sample/stages.ts';
import { certificate, dev, domain, health, needed, prod, reserving } from './stage-parts.ts';

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
  [
    'gRPC without a service',
    { ...dev, grpc: { domain: { name: 'grpc.acme.dev', hostedZone: { id: 'Z0123456789', name: 'acme.dev' } } } },
    'grpc',
    'a service in contract/rpc',
  ],
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
  [
    'origins where the contract lets no page in',
    { ...dev, cors: { origins: ['http://localhost:5173'] } },
    'cors',
    'nothing',
  ],
  ['no origin', { ...dev, cors: { origins: [] } }, 'cors.origins', 'at least one'],
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

describe('a stage', () => {
  it.each(mistakes)('fails with %s', (_, stage, path, expected) => {
    const findings = checkStage(stage, parts);

    expect(findings).toEqual([expect.objectContaining({ path, expected: expect.stringContaining(expected) })]);
    expect(findings[0]?.fix).not.toBe('');
  });
});
