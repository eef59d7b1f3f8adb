import type { Resource } from '../assembly/live.ts';
import type { StackTemplate } from '../assembly/read.ts';
import type { JsonObject } from '../json.ts';
import type { Plan } from '../plan.ts';
import { replicaStacks } from '../regions/replicas.ts';
import { type Around, takeBack } from './advance.ts';
import { deleteStack } from './delete-stack.ts';
import { deployStack } from './deploy-stack.ts';
import { deployTogether } from './deploy-together.ts';
import type { Services } from './handler.ts';
import type { DeleteOptions, DeployOptions, RequestOptions } from './options.ts';
import { patch } from './patch.ts';
import { putReplicas } from './put-replicas.ts';
import { resume } from './resume.ts';
import { createRetained, type Retained } from './retained.ts';
import { newStack, noState, type Stack } from './stack.ts';
import { type Outlook, outlook, planNow, type Wanted, type World } from './world.ts';

/** Deploys stacks to one region of one account, one deployment after the other. */
export interface Provisioner {
  readonly region: string;
  /** What runs. */
  readonly plan: Plan;
  /** Deleted ones too, oldest first. */
  readonly stacks: readonly Stack[];
  /** What deleted stacks left, and no other has. */
  readonly retained: Pick<Retained, 'has' | 'all'>;
  /** By name, of a stack that is there, or by id. */
  find(nameOrId: string): Stack | undefined;
  /** A stack of this name, new where there is none. */
  open(name: string): Stack;
  /** What a deployment would come to. */
  preview(wanted: Wanted): Outlook;
  /** What becomes of it is in the stack's status and events. */
  deploy(wanted: Wanted, options?: DeployOptions): Promise<void>;
  /** Takes a stack whose deployment failed back to where it was before. */
  rollBack(stack: Stack, options?: RequestOptions): Promise<void>;
  delete(stack: Stack, options?: DeleteOptions): Promise<void>;
  /**
   * Deploys the stacks of an assembly together; what is there already is taken into them.
   *
   * @throws LocalError with everything that is wrong; then what ran before runs on
   */
  deployAssembly(templates: readonly StackTemplate[]): Promise<void>;
  /** The next number of what an ARN numbers, such as a function its versions. */
  nextSerial(counter: string): number;
  /**
   * Changes a resource behind its stack's back: the stack's next deployment may put it back.
   *
   * @param change gives the properties that it is to have, from those that it has
   * @throws LocalError why it cannot be
   */
  patch(stack: Stack, logicalId: string, change: (properties: JsonObject) => JsonObject): Promise<void>;
  /** Takes note of what stacks of other regions have here. @throws LocalError why it cannot be */
  refresh(): Promise<void>;
  /** Makes again what was deployed before. @throws LocalError why it cannot be */
  resume(): Promise<void>;
}

/** What is deployed to a region, as it outlives whoever deploys. */
export type Deployed = Pick<World, 'stacks' | 'serials' | 'assets'> & Pick<Around, 'retained'>;

export const nothingDeployed = (): Deployed => ({
  ...{ stacks: [], serials: new Map(), assets: new Map() },
  retained: createRetained(),
});

export interface ProvisionerOptions {
  readonly account: string;
  readonly region: string;
  readonly services: Services;
  readonly planOf: World['planOf'];
  /** Folders of assets that were uploaded, by their key. */
  readonly uploads?: () => ReadonlyMap<string, string>;
  /** What stacks of other regions have in this one. */
  readonly replicas?: () => readonly Resource[];
  /** What was deployed before, by a provisioner that has ended; by default nothing. */
  readonly deployed?: Deployed | undefined;
  /** Hears that something was deployed, changed or deleted. */
  readonly changed?: () => void;
}

export function createProvisioner(options: ProvisionerOptions): Provisioner {
  const { account, region, services, planOf, changed, uploads = () => new Map(), replicas = () => [] } = options;
  const { deployed = nothingDeployed() } = options;
  const world: World = { ...deployed, uploads, planOf, replicas: () => replicaStacks(region, replicas()) };
  const around: Around = { world, services, retained: deployed.retained, plan: planNow(world) };
  /** The stacks of the assembly that was deployed last. */
  let assembly: readonly Stack[] = [];
  let known: readonly Resource[] = [];
  const oneByOne = createQueue();
  const find = (nameOrId: string) =>
    world.stacks.find(({ id, name, status }) => id === nameOrId || (name === nameOrId && status !== 'DELETE_COMPLETE'));
  const open = (name: string) => {
    const found = find(name);
    if (found !== undefined) return found;
    const stack = newStack(name, region, account);
    world.stacks.push(stack);
    return stack;
  };
  const perform = (work: () => Promise<void>) => oneByOne(() => work().finally(changed));
  return {
    region,
    get plan() {
      return around.plan;
    },
    stacks: world.stacks,
    retained: around.retained,
    find,
    open,
    preview: (wanted) => outlook(world, [wanted]),
    deploy: (wanted, options = {}) => perform(() => deployStack(wanted, options, around)),
    rollBack: (stack, { token } = {}) => perform(() => takeBack(stack, stack.stable ?? noState, { token }, around)),
    delete: (stack, options = {}) => perform(() => deleteStack(stack, options, around)),
    deployAssembly: (templates) =>
      perform(async () => {
        const wanted = templates.map((template) => wantedOf(template, open(template.name)));
        const stacks = wanted.map(({ stack }) => stack);
        await deployTogether(
          wanted,
          assembly.filter((stack) => !stacks.includes(stack)),
          around,
        );
        assembly = stacks;
      }),
    nextSerial: (counter) => {
      const next = (world.serials.get(counter) ?? 0) + 1;
      world.serials.set(counter, next);
      return next;
    },
    patch: (stack, logicalId, change) => perform(() => patch(stack, logicalId, change, around)),
    refresh: () =>
      perform(async () => {
        const before = known;
        known = replicas();
        await putReplicas(before, known, around);
      }),
    resume: () => perform(() => resume(around)),
  };
}

function wantedOf({ template, parameters = {}, assets, constructPaths }: StackTemplate, stack: Stack): Wanted {
  return { stack, input: { body: JSON.stringify(template), template, parameters, tags: {} }, assets, constructPaths };
}

/** Lets one piece of work begin when the one before has ended. */
function createQueue(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
}
