import type { Stage } from 'penstock/constructs/stage/stage';

const local: Stage = {
  name: 'local',
  local: true,
  regions: ['eu-west-1'],
  token: { issuer: 'http://127.0.0.1:3000', audience: '{{name}}' },
  tenants: { acme: 'free', globex: 'pro' },
  accountConcurrency: 1000,
  logRetentionDays: 1,
  logLevel: 'INFO',
  removal: 'destroy',
  deletionProtection: false,
  gatewayLogRole: 'existing',
  providers: {},
  checkAnswers: true,
};

const dev: Stage = {
  name: 'dev',
  regions: ['eu-west-1'],
  token: { issuer: 'https://auth.dev.example.com', audience: '{{name}}' },
  tenants: { acme: 'free', globex: 'pro' },
  accountConcurrency: 1000,
  logRetentionDays: 14,
  logLevel: 'INFO',
  removal: 'destroy',
  deletionProtection: false,
  firewall: { requestsPerAddress: 2000 },
  gatewayLogRole: 'managed',
  providers: {},
};

/** Every stage there is, by name. */
export const stages: Readonly<Record<string, Stage>> = { local, dev };
