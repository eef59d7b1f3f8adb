/** A group of AWS's managed rules, and those of them that only count. */
export interface ManagedRules {
  readonly name: string;
  readonly counted: readonly string[];
}

/**
 * Counted is each rule that a request of the contract may trip. A rule on the body looks for text that a string in JSON
 * may well hold: an address of the web, a path, a piece of HTML. Here each body is validated against its schema, and
 * never becomes a path, a query or a page. Clients that name no User-Agent are programs, which an API is for. Rules on
 * the URL, on headers and on cookies block: nothing that a contract asks for looks like what they look for.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
export const commonRuleSet: ManagedRules = {
  name: 'AWSManagedRulesCommonRuleSet',
  counted: [
    'NoUserAgent_HEADER',
    'SizeRestrictions_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'CrossSiteScripting_BODY',
  ],
};

export const knownBadInputs: ManagedRules = {
  name: 'AWSManagedRulesKnownBadInputsRuleSet',
  counted: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'],
};
