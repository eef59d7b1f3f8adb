import { asArray, asObject, show } from '../json.ts';
import { defineRule, type Violation } from '../rule.ts';
import { eachResource, type Resource, violation } from '../template/resources.ts';

const policy = 'Properties.SecurityPolicy';
const mode = 'Properties.EndpointAccessMode';

export const tlsPolicyRule = defineRule({
  id: 'tls-policy',
  title: 'A REST API and its domain take TLS 1.2 or newer',
  why: 'A new API takes TLS 1.0. Behind a domain too it is the policy of the API that a handshake is held to.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html',
  check: eachResource(['AWS::ApiGateway::RestApi', 'AWS::ApiGateway::DomainName'], judge),
});

function judge(resource: Resource): readonly Violation[] {
  const { SecurityPolicy: received, EndpointAccessMode } = resource.properties;
  const isEnhanced = typeof received === 'string' && received.startsWith('SecurityPolicy_');
  if (!isEnhanced && !isOldButEnough(resource, received)) {
    const expected = 'TLS_1_2, or a policy that begins with SecurityPolicy_';
    const fix = 'set `securityPolicy` of the DomainName, or `SecurityPolicy` of the CfnRestApi';
    return [violation(resource, policy, `received ${show(received)}, expected ${expected}`, fix)];
  }
  if (!isEnhanced || EndpointAccessMode === 'STRICT' || EndpointAccessMode === 'BASIC') return [];
  const message = `received ${show(EndpointAccessMode)}, expected STRICT or BASIC: API Gateway takes no ${received} without it`;
  return [violation(resource, mode, message, 'set `endpointAccessMode` beside the policy')];
}

/** Without a policy a private API takes TLS 1.2, and so does a domain: only other APIs are older. */
const isOldButEnough = ({ type, properties }: Resource, received: unknown): boolean =>
  received === 'TLS_1_2' ||
  (received === undefined &&
    (type === 'AWS::ApiGateway::DomainName' ||
      asArray(asObject(properties.EndpointConfiguration).Types).includes('PRIVATE')));
