import type { Stage } from 'penstock/constructs/stage/stage';

const local: Stage = {
  name: 'local',
  local: true,
  regions: ['eu-west-1'],
  token: { issuer: 'http://127.0.0.1:3000', audience: 'penstock' },
  tenants: { acme: 'free', globex: 'pro' },
  accountConcurrency: 1000,
  reserveConcurrency: true,
  logRetentionDays: 1,
  logLevel: 'INFO',
  removal: 'destroy',
  deletionProtection: false,
  firewall: { windowSeconds: 300 },
  gatewayLogRole: 'existing',
  providers: { paymentProvider: 'http://127.0.0.1:3100' },
  allowPrivateWebhooks: true,
  checkAnswers: true,
  cors: { origins: ['http://localhost:5173'] },
};

/** Limits that no laptop reaches, so that load and fuzz runs measure the functions and not the throttles. */
const unlimited = { rate: 100_000, burst: 100_000 };

const load: Stage = {
  ...local,
  name: 'load',
  throttle: { '*': unlimited },
  plans: { '*': unlimited },
};

const dev: Stage = {
  name: 'dev',
  regions: ['eu-west-1'],
  token: { issuer: 'https://auth.dev.example.com', audience: 'penstock' },
  accountConcurrency: 1000,
  logRetentionDays: 14,
  logLevel: 'INFO',
  removal: 'destroy',
  deletionProtection: false,
  firewall: { windowSeconds: 300 },
  gatewayLogRole: 'managed',
  providers: { paymentProvider: 'https://payments.dev.example.com/v1' },
};

/** For an account that is new: 10 executions at once, of which none can be reserved. */
const sandbox: Stage = {
  name: 'sandbox',
  regions: ['eu-west-1'],
  token: { issuer: 'https://auth.dev.example.com', audience: 'penstock' },
  accountConcurrency: 10,
  concurrency: { '*': 2 },
  logRetentionDays: 3,
  logLevel: 'INFO',
  removal: 'destroy',
  deletionProtection: false,
  gatewayLogRole: 'managed',
  providers: { paymentProvider: 'https://payments.dev.example.com/v1' },
};

const prod: Stage = {
  name: 'prod',
  regions: ['eu-west-1', 'eu-west-2', 'eu-central-1'],
  consistency: 'strong',
  token: { issuer: 'https://auth.example.com', audience: 'penstock' },
  accountConcurrency: 1000,
  reserveConcurrency: true,
  logRetentionDays: 90,
  logLevel: 'INFO',
  removal: 'retain',
  deletionProtection: true,
  alarmTopic: 'penstock-alarms',
  domain: { name: 'api.example.com', hostedZone: { id: 'Z0123456789EXAMPLE', name: 'example.com' } },
  firewall: { windowSeconds: 300 },
  gatewayLogRole: 'managed',
  providers: { paymentProvider: 'https://payments.example.com/v1' },
};

/** The regions of prod on one machine; never deployed. */
const prodLocal: Stage = {
  ...local,
  name: 'prod-local',
  regions: prod.regions,
  consistency: 'strong',
};

/** Every stage there is, by name. */
export const stages: Readonly<Record<string, Stage>> = {
  local,
  load,
  sandbox,
  dev,
  prod,
  'prod-local': prodLocal,
};
