import type { Stage } from 'penstock/constructs/stage/stage';

const local: Stage = {
  name: 'local',
  local: true,
  regions: ['eu-west-1'],
  token: { issuer: 'http://127.0.0.1:3000', audience: '{{name}}' },
  tenants: { acme: 'free', globex: 'pro' },
  accountConcurrency: 1000,
  reserveConcurrency: true,
  logRetentionDays: 1,
  logLevel: 'INFO',
  removal: 'destroy',
  deletionProtection: false,
  firewall: { windowSeconds: 300 },
  gatewayLogRole: 'existing',
  providers: {},
  checkAnswers: true,
};

const dev: Stage = {
  name: 'dev',
  regions: ['eu-west-1'],
  token: { issuer: 'https://auth.dev.example.com', audience: '{{name}}' },
  accountConcurrency: 1000,
  logRetentionDays: 14,
  logLevel: 'INFO',
  removal: 'destroy',
  deletionProtection: false,
  firewall: { windowSeconds: 300 },
  gatewayLogRole: 'managed',
  providers: {},
  exampleAnswers: true,
};

const prod: Stage = {
  name: 'prod',
  regions: ['eu-west-1', 'eu-west-2', 'eu-central-1'],
  consistency: 'strong',
  token: { issuer: 'https://auth.example.com', audience: '{{name}}' },
  accountConcurrency: 1000,
  reserveConcurrency: true,
  logRetentionDays: 90,
  logLevel: 'INFO',
  removal: 'retain',
  deletionProtection: true,
  alarmTopic: '{{name}}-alarms',
  domain: { name: 'api.example.com', hostedZone: { id: 'Z0123456789EXAMPLE', name: 'example.com' } },
  firewall: { windowSeconds: 300 },
  gatewayLogRole: 'managed',
  providers: {},
};

/** For an account that is new: 10 executions at once, of which none can be reserved. */
const sandbox: Stage = {
  name: 'sandbox',
  regions: ['eu-west-1'],
  token: { issuer: 'https://auth.dev.example.com', audience: '{{name}}' },
  accountConcurrency: 10,
  concurrency: { '*': 2 },
  logRetentionDays: 3,
  logLevel: 'INFO',
  removal: 'destroy',
  deletionProtection: false,
  gatewayLogRole: 'managed',
  providers: {},
  exampleAnswers: true,
};

/** Every stage there is, by name. */
export const stages: Readonly<Record<string, Stage>> = { local, sandbox, dev, prod };
