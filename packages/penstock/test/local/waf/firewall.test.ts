import { describe, expect, it } from '@jest/globals';
import type { GatewayRequest } from '../../../local/apigateway/request-context.ts';
import type { FirewallAction, ManagedRule } from '../../../local/waf/definition.ts';
import { createFirewall } from '../../../local/waf/firewall.ts';

const block: FirewallAction = { kind: 'block' };
const count: FirewallAction = { kind: 'count' };
const allow: FirewallAction = { kind: 'allow' };

const request = (over: Partial<GatewayRequest> = {}): GatewayRequest => ({
  method: 'GET',
  path: '/open',
  query: [],
  queryString: '',
  headers: [['User-Agent', 'curl']],
  body: Buffer.alloc(0),
  tooLarge: false,
  sourceIp: '127.0.0.1',
  protocol: 'HTTP/1.1',
  port: 0,
  ...over,
});
const managed = (rule: string, action: FirewallAction = block): ManagedRule => ({
  kind: 'managed',
  rule: `AWSManagedRulesCommonRuleSet/${rule}`,
  action,
});
const firewall = (rules: Parameters<typeof createFirewall>[0]['rules'], defaultAction: FirewallAction = allow) =>
  createFirewall({ arn: 'arn', rules, defaultAction, withoutEffect: [] }, () => 0);

const cookie = (size: number) => ({
  headers: [
    ['User-Agent', 'curl'],
    ['Cookie', 'c'.repeat(size)],
  ] as const,
});

describe('a managed rule', () => {
  it.each([
    ['NoUserAgent_HEADER', { headers: [] }, { headers: [['user-agent', '']] as const }],
    ['SizeRestrictions_QUERYSTRING', { queryString: 'q'.repeat(2049) }, { queryString: 'q'.repeat(2048) }],
    ['SizeRestrictions_Cookie_HEADER', cookie(10_241), cookie(10_240)],
    ['SizeRestrictions_BODY', { body: Buffer.alloc(8193) }, { body: Buffer.alloc(8192) }],
    ['SizeRestrictions_BODY', { tooLarge: true }, { tooLarge: false }],
    ['SizeRestrictions_URIPATH', { path: `/${'p'.repeat(1024)}` }, { path: `/${'p'.repeat(1023)}` }],
  ])('%s blocks what it is about, and nothing less', (rule, blocked, passed) => {
    const judge = firewall([managed(rule)]);

    expect(judge(request(blocked))).toMatchObject({ type: 'WAF_FILTERED', status: 403 });
    expect(judge(request(passed))).toBeUndefined();
  });

  it.each([
    ['that only counts', managed('NoUserAgent_HEADER', count)],
    ['whose pattern is not published', managed('GenericLFI_BODY')],
    ['of another group', { ...managed('x'), rule: 'AWSManagedRulesKnownBadInputsRuleSet/Host_localhost_HEADER' }],
  ])('%s lets everything through', (_, rule) => {
    expect(firewall([rule])(request({ headers: [], body: Buffer.from('../../etc/passwd') }))).toBeUndefined();
  });
});

describe('a firewall', () => {
  const response = {
    status: 429,
    headers: [['Retry-After', '60']],
    contentType: 'application/json',
    body: '{}',
  } as const;
  const rate = (limit: number, action: FirewallAction) =>
    ({ kind: 'rate', rate: { limit, windowSeconds: 60 }, action }) as const;

  it('answers an address that is over its rate with the response of the rule', () => {
    const judge = firewall([rate(1, { kind: 'block', response })]);

    expect(judge(request())).toBeUndefined();
    expect(judge(request())).toEqual({
      status: 429,
      headers: [
        ['Content-Type', 'application/json'],
        ['Retry-After', '60'],
      ],
      body: '{}',
    });
    expect(judge(request({ sourceIp: '127.0.0.2' }))).toBeUndefined();
  });

  it('asks its rules in their order, up to one that ends it', () => {
    const none = { headers: [] };

    expect(
      firewall([managed('NoUserAgent_HEADER', allow), managed('NoUserAgent_HEADER')])(request(none)),
    ).toBeUndefined();
    expect(
      firewall([managed('NoUserAgent_HEADER', count), managed('NoUserAgent_HEADER')])(request(none)),
    ).toBeDefined();
  });

  it('does what it does by default with what no rule is for', () => {
    expect(firewall([], block)(request())).toMatchObject({ type: 'WAF_FILTERED' });
    expect(firewall([rate(1, allow)], block)(request())).toMatchObject({ type: 'WAF_FILTERED' });
  });
});
