import type { Resource } from '../../../local/assembly/live.ts';
import { planOf } from '../../../local/plan.ts';
import type { Handler } from '../../../local/provisioning/handler.ts';
import type { DeployOptions } from '../../../local/provisioning/options.ts';
import { createProvisioner, type Provisioner } from '../../../local/provisioning/provisioner.ts';
import type { Stack } from '../../../local/provisioning/stack.ts';
import { createGeneratedSecrets } from '../../../local/secrets/secrets.ts';

/** A region whose queues, tables and functions are no more than a list of what was done to them. */
export interface TestRegion {
  readonly provisioner: Provisioner;
  /** `+ id` for what was put, `- id` for what was removed, in order. */
  readonly done: string[];
  /** Ids for which putting or removing fails. */
  readonly broken: Set<string>;
  deploy(name: string, template: object, options?: TestDeploy): Promise<Stack>;
}

export interface TestDeploy extends DeployOptions {
  readonly parameters?: Readonly<Record<string, string>>;
}

export function testRegion(): TestRegion {
  const done: string[] = [];
  const broken = new Set<string>();
  const nameOf = ({ id }: Resource) => id.split('/').at(-1) ?? id;
  const act = async (sign: string, resource: Resource) => {
    const name = nameOf(resource);
    if (broken.has(name) || broken.has(`${sign} ${name}`)) throw new Error(`${name} is broken`);
    done.push(`${sign} ${name}`);
  };
  const handler: Handler = {
    put: (resource) => act('+', resource),
    remove: (resource) => act('-', resource),
  };
  const generated = createGeneratedSecrets();
  const provisioner = createProvisioner({
    account: '000000000000',
    region: 'eu-west-1',
    services: {
      handlers: {
        'AWS::SQS::Queue': handler,
        'AWS::DynamoDB::GlobalTable': handler,
        'AWS::Lambda::EventSourceMapping': { ...handler, sendsByItself: true },
      },
      expect: () => {},
      publish: async () => void done.push('published'),
    },
    planOf: (assembly) => planOf(assembly, generated),
  });
  return {
    provisioner,
    done,
    broken,
    deploy: async (name, template, { parameters = {}, ...options } = {}) => {
      const stack = provisioner.open(name);
      const body = JSON.stringify(template);
      await provisioner.deploy({ stack, input: { body, template: JSON.parse(body), parameters, tags: {} } }, options);
      return stack;
    },
  };
}

export const queue = (properties: object = {}, more: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: properties,
  ...more,
});

export const table = (key: string, properties: object = {}) => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: {
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    Replicas: [{ Region: 'eu-west-1' }],
    ...properties,
  },
});

/** Statuses of a stack's events, oldest first: `Queue CREATE_COMPLETE`. */
export const statuses = ({ events }: Stack): readonly string[] =>
  events.map(({ logicalId, status }) => `${logicalId} ${status}`);

export const reasonOf = ({ events }: Stack, logicalId: string): string | undefined =>
  events.findLast((event) => event.logicalId === logicalId && event.reason !== undefined)?.reason;
