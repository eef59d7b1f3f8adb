import type { JsonObject } from 'penstock-rules/json';
import type { Cloud, StackState } from '../../deploy/cloud.ts';

export interface InRegion {
  parameters: Record<string, string>;
  quota: number;
  unreserved: number;
  stacks: Record<string, StackState>;
  templates: Record<string, JsonObject>;
  /** By type and identifier. */
  resources: Record<string, JsonObject>;
  secrets: Record<string, string>;
}

export const account = '123456789012';

/** An account as a test says that it is. */
export class InMemoryCloud implements Cloud {
  readonly regions: Record<string, InRegion> = {};
  /** What was asked for, to be refused. */
  refuses: string | undefined;

  async account(): Promise<string> {
    return account;
  }

  region(name: string): InRegion {
    this.regions[name] ??= {
      parameters: { '/cdk-bootstrap/hnb659fds/version': '30' },
      quota: 1000,
      unreserved: 1000,
      stacks: {},
      templates: {},
      resources: {},
      secrets: {},
    };
    return this.regions[name];
  }

  /** As if these had been deployed with success. */
  deploy(
    ...stacks: readonly { readonly name: string; readonly region: string; readonly template: JsonObject }[]
  ): void {
    for (const { name, region, template } of stacks) {
      this.region(region).stacks[name] = { status: 'UPDATE_COMPLETE', terminationProtection: true };
      this.region(region).templates[name] = template;
    }
  }

  in(name: string) {
    const region = this.region(name);
    const answer = async <Value>(what: string, value: Value): Promise<Value> => {
      if (this.refuses === what)
        throw Object.assign(new Error('no right'), { name: 'AccessDeniedException', $metadata: {} });
      return value;
    };
    return {
      parameter: (parameter: string) => answer('parameter', region.parameters[parameter]),
      concurrency: () => answer('concurrency', { quota: region.quota, unreserved: region.unreserved }),
      stack: (stack: string) => answer('stack', region.stacks[stack]),
      template: (stack: string) => answer('template', region.templates[stack]),
      resource: (type: string, identifier: string) => answer('resource', region.resources[`${type} ${identifier}`]),
      secretArn: (secret: string) => answer('secretArn', region.secrets[secret]),
    };
  }
}
