import { expect, it } from '@jest/globals';
import { tlsPolicyRule } from '../../rules/tls-policy.ts';
import { judge } from '../template.ts';

const enhanced = 'SecurityPolicy_TLS13_1_3_2025_09';
const api = 'AWS::ApiGateway::RestApi';
const domain = 'AWS::ApiGateway::DomainName';

it.each([
  ['an API', api, { SecurityPolicy: 'TLS_1_2' }],
  ['an API', api, { SecurityPolicy: enhanced, EndpointAccessMode: 'STRICT' }],
  ['an API', api, { SecurityPolicy: enhanced, EndpointAccessMode: 'BASIC' }],
  ['a private API', api, { EndpointConfiguration: { Types: ['PRIVATE'] } }],
  ['a domain', domain, {}],
  ['a domain', domain, { SecurityPolicy: 'TLS_1_2' }],
])('%s (%s) may have %p', (_, type, properties) => {
  expect(judge(tlsPolicyRule, { One: [type, properties] })).toEqual([]);
});

const location = 'Properties.SecurityPolicy';
it.each([
  ['an API', api, {}, location, 'received nothing, expected TLS_1_2'],
  ['a regional API', api, { EndpointConfiguration: { Types: ['REGIONAL'] } }, location, 'received nothing'],
  ['an API', api, { SecurityPolicy: 'TLS_1_0' }, location, 'received "TLS_1_0"'],
  ['a domain', domain, { SecurityPolicy: 'TLS_1_0' }, location, 'received "TLS_1_0"'],
  ['an API', api, { SecurityPolicy: enhanced }, 'Properties.EndpointAccessMode', 'expected STRICT or BASIC'],
  [
    'a domain',
    domain,
    { SecurityPolicy: enhanced, EndpointAccessMode: 'NONE' },
    'Properties.EndpointAccessMode',
    '"NONE"',
  ],
])('%s (%s) fails with %p', (_, type, properties, at, message) => {
  expect(judge(tlsPolicyRule, { One: [type, properties] })).toEqual([
    {
      stack: 'stack',
      logicalId: 'One',
      location: at,
      message: expect.stringContaining(message),
      fix: expect.stringMatching(/^set `/),
    },
  ]);
});
