import type { Stage } from '../../constructs/stage/stage.ts';

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
  providers: { labelPrinter: 'http://127.0.0.1:3100' },
  allowPrivateWebhooks: true,
  checkAnswers: true,
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
  providers: { labelPrinter: 'https://printer.dev.example.com/v1' },
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
  firewall: { windowSeconds: 300 },
  gatewayLogRole: 'managed',
  providers: { labelPrinter: 'https://printer.example.com/v1' },
};

/** For an account that is new: 10 executions at once, of which none can be reserved. */
const sandbox: Stage = { ...dev, name: 'sandbox', accountConcurrency: 10, concurrency: { '*': 2 } };

/** One that runs on a laptop, one for a small account, one of one region, and one of three. */
export const stages = { local, sandbox, dev, prod } as const satisfies Readonly<Record<string, Stage>>;
