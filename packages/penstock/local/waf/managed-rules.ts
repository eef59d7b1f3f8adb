import { type GatewayRequest, header } from '../apigateway/request-context.ts';

/**
 * The managed rules whose condition AWS publishes, by group and name. The others look for patterns that are not published,
 * and match nothing here.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
export const managedRules: Readonly<Record<string, Readonly<Record<string, (request: GatewayRequest) => boolean>>>> = {
  AWSManagedRulesCommonRuleSet: {
    NoUserAgent_HEADER: (request) => header(request, 'user-agent') === undefined,
    SizeRestrictions_QUERYSTRING: ({ queryString }) => Buffer.byteLength(queryString) > 2048,
    SizeRestrictions_Cookie_HEADER: (request) => Buffer.byteLength(header(request, 'cookie') ?? '') > 10_240,
    SizeRestrictions_BODY: ({ body, tooLarge }) => tooLarge || body.length > 8192,
    SizeRestrictions_URIPATH: ({ path }) => Buffer.byteLength(path) > 1024,
  },
};
