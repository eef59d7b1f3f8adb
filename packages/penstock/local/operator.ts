import { writeAccessFile } from './access-file.ts';
import { createControl, type OperatorAccess } from './control.ts';
import type { EngineClient } from './dynamodb/client.ts';
import type { Faults } from './faults/faults.ts';
import type { Hop } from './hops.ts';
import { createOverview } from './page/overview.ts';
import type { Plan } from './plan.ts';
import type { Provisioner } from './provisioning/provisioner.ts';
import type { Beside } from './serve.ts';
import type { startServices } from './services.ts';

/** What commands and browsers ask of the cloud itself, beside the API. */
export interface Operator {
  readonly access: OperatorAccess;
  readonly control: Beside;
  readonly hear: (hop: Hop) => void;
  remove(): void;
}

export interface OperatorOptions {
  /** The stage's name, for people; by default that of the API's stage. */
  readonly stage?: string;
  readonly dataDir?: string;
  readonly dynamodbEndpoint?: string;
  readonly replica?: EngineClient;
}

interface Parts {
  readonly provisioner: Provisioner;
  readonly faults: Faults;
  /** Of the API. */
  readonly url: string;
  readonly services: Awaited<ReturnType<typeof startServices>>;
}

export function startOperator(options: OperatorOptions, parts: Parts): Operator {
  const { provisioner, faults, services } = parts;
  const { endpoint, lambda, queues, buses, provider: slot } = services;
  const access: OperatorAccess = {
    endpoint: endpoint.url,
    region: provisioner.region,
    accessKeyId: endpoint.operatorKeyId,
    secretAccessKey: 'local',
    api: parts.url,
  };
  const file = writeAccessFile(access, options.dataDir);
  const plan = () => provisioner.plan;
  const stage = () => options.stage ?? plan().api?.stage ?? 'none';
  const own = options.replica === undefined ? 'an engine of its own' : 'the replicas of this region';
  const engine = options.dynamodbEndpoint ?? `${own} (${services.protection})`;
  const provider = () => slot.current;
  const { region } = provisioner;
  const overview = createOverview({ stage, region, engine, plan, lambda, queues, faults, provider });
  const control = createControl({
    overview: overview.now,
    access,
    accessFile: file.path,
    provider,
    undeliverable: buses.undeliverable,
    faults,
    names: () => namesOf(plan()),
  });
  return { access, control, hear: overview.hear, remove: file.remove };
}

/** Of functions and rules. */
function namesOf({ functions, backbone }: Plan): readonly string[] {
  return [...functions, ...backbone.buses.flatMap(({ rules }) => rules)].map(({ name }) => name);
}
