import { rm } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { readApi } from '../../../local/apigateway/read.ts';
import { readAssembly } from '../../../local/assembly/read.ts';
import { resolveAssembly } from '../../../local/assembly/resolved.ts';
import { smallAssembly } from '../fixtures/assembly.ts';

interface Acl {
  readonly Rules?: readonly object[];
  readonly CustomResponseBodies?: object;
  readonly DefaultAction?: object;
}

/** The firewall of the small API, and what is refused of it. */
async function read(properties: Acl, isBefore = true) {
  const folder = await smallAssembly({
    edit: ({ Resources }) => {
      Resources.Acl = {
        Type: 'AWS::WAFv2::WebACL',
        Properties: { Scope: 'REGIONAL', DefaultAction: { Allow: {} }, ...properties },
      };
      const ResourceArn = {
        'Fn::Join': ['', ['arn:aws:apigateway:eu-west-1::/restapis/', { Ref: 'Api' }, '/stages/', { Ref: 'Stage' }]],
      };
      if (!isBefore) return;
      Resources.Before = {
        Type: 'AWS::WAFv2::WebACLAssociation',
        Properties: { ResourceArn, WebACLArn: { 'Fn::GetAtt': ['Acl', 'Arn'] } },
      };
    },
  });
  const assembly = resolveAssembly(readAssembly(folder));
  const firewall = readApi(assembly)?.firewall;
  await rm(folder, { recursive: true });
  return { firewall, problems: problemsOf(() => assembly.problems.throwIfAny()) };
}

/** What is said of the web ACL, a line each. */
function problemsOf(check: () => void): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    const [, ...lines] = String(error).split('\n');
    return lines.map((line) => line.replace(/^.*AWS::WAFv2::WebACL, /, ''));
  }
}

const rate = (over: object = {}, action: object = { Block: {} }) => ({
  Name: 'rate',
  Priority: 5,
  Action: action,
  Statement: { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP', EvaluationWindowSec: 60, ...over } },
});
const group = (Name: string, over: object = {}, rule: object = {}) => ({
  Name: 'managed',
  Priority: 1,
  OverrideAction: { None: {} },
  Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name, ...over } },
  ...rule,
});
const common = 'AWSManagedRulesCommonRuleSet';
const names = (found: Awaited<ReturnType<typeof read>>) =>
  found.firewall?.rules.map(
    (rule) => `${rule.kind === 'rate' ? 'rate' : rule.rule.split('/')[1]}: ${rule.action.kind}`,
  );

describe('the firewall of a template', () => {
  it('has its rules by priority, with the actions that the template gives them', async () => {
    const found = await read({
      Rules: [
        rate(),
        group(common, { RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }] }),
      ],
    });

    expect(names(found)).toEqual([
      'NoUserAgent_HEADER: block',
      'SizeRestrictions_QUERYSTRING: block',
      'SizeRestrictions_Cookie_HEADER: block',
      'SizeRestrictions_BODY: count',
      'SizeRestrictions_URIPATH: block',
      'rate: block',
    ]);
    expect(found.problems).toEqual([]);
  });

  it('only counts a group whose result is overridden', async () => {
    const found = await read({ Rules: [group(common, {}, { OverrideAction: { Count: {} } })] });

    expect(new Set(found.firewall?.rules.map(({ action }) => action.kind))).toEqual(new Set(['count']));
  });

  it('answers with the bodies of its own', async () => {
    const response = {
      ResponseCode: 429,
      CustomResponseBodyKey: 'slow',
      ResponseHeaders: [{ Name: 'Retry-After', Value: '9' }],
    };
    const found = await read({
      Rules: [rate({}, { Block: { CustomResponse: response } })],
      CustomResponseBodies: { slow: { ContentType: 'APPLICATION_JSON', Content: '{}' } },
    });

    expect(found.firewall?.rules[0]?.action).toEqual({
      kind: 'block',
      response: { status: 429, headers: [['Retry-After', '9']], contentType: 'application/json', body: '{}' },
    });
  });

  it('is none where it stands before nothing', async () => {
    expect((await read({ Rules: [rate()] }, false)).firewall).toBeUndefined();
  });

  it('tells what has no effect here', async () => {
    const found = await read({
      Rules: [
        rate({ AggregateKeyType: 'FORWARDED_IP' }),
        group(common),
        group('AWSManagedRulesSQLiRuleSet'),
        { Name: 'geo', Priority: 9, Action: { Block: {} }, Statement: { GeoMatchStatement: {} } },
      ],
    });

    expect(found.firewall?.withoutEffect).toEqual([
      expect.stringMatching(/^AWSManagedRulesCommonRuleSet \(but for NoUserAgent_HEADER, /),
      'AWSManagedRulesSQLiRuleSet',
      'rate',
      'geo',
    ]);
  });

  const custom = (response: object, bodies: object = {}) => ({
    Rules: [rate({}, { Block: { CustomResponse: { ResponseCode: 429, ...response } } })],
    CustomResponseBodies: bodies,
  });
  const at = 'Properties.Rules[0].Action.Block.CustomResponse';
  const statement = 'Properties.Rules[0].Statement.RateBasedStatement';
  it.each([
    ['a rate too low', { Rules: [rate({ Limit: 9 })] }, `${statement}.Limit: a rate is from 10`],
    ['a rate too high', { Rules: [rate({ Limit: 2_000_000_001 })] }, `${statement}.Limit: a rate is from 10`],
    [
      'a window of its own',
      { Rules: [rate({ EvaluationWindowSec: 61 })] },
      `${statement}.EvaluationWindowSec: a window is`,
    ],
    ['a status that WAF has not', custom({ ResponseCode: 418 }), `${at}: AWS WAF answers with no status 418.`],
    ['a body that there is not', custom({ CustomResponseBodyKey: 'x' }), `${at}: CustomResponseBodies has no x.`],
    [
      'a body too large',
      custom({ CustomResponseBodyKey: 'x' }, { x: { ContentType: 'TEXT_PLAIN', Content: 'x'.repeat(4097) } }),
      `${at}: a body has at most 4096 bytes, received 4097.`,
    ],
    [
      'a content type',
      custom({ ResponseHeaders: [{ Name: 'Content-Type', Value: 'x' }] }),
      `${at}: AWS WAF sets Content-Type`,
    ],
    [
      'a header twice',
      custom({
        ResponseHeaders: [
          { Name: 'A', Value: '1' },
          { Name: 'a', Value: '2' },
        ],
      }),
      `${at}: a response has each header once`,
    ],
  ])('is refused with %s', async (_, properties, problem) => {
    expect((await read(properties)).problems).toEqual([expect.stringContaining(problem)]);
  });

  it.each([
    ['the lowest rate', { Rules: [rate({ Limit: 10 })] }],
    ['the highest rate', { Rules: [rate({ Limit: 2_000_000_000 })] }],
    [
      'the largest body',
      custom({ CustomResponseBodyKey: 'x' }, { x: { ContentType: 'TEXT_PLAIN', Content: 'x'.repeat(4096) } }),
    ],
  ])('may have %s', async (_, properties) => {
    expect((await read(properties)).problems).toEqual([]);
  });
});
