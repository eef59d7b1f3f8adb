import { randomUUID } from 'node:crypto';
import type { LiveStack, Resource, StackOutput } from '../assembly/live.ts';
import type { JsonObject } from '../json.ts';
import type { StackStatus } from './status.ts';

/** A resource of a stack as it was deployed. */
export interface StackResource extends Resource {
  /** As the template has it. */
  readonly declaration: JsonObject;
  /** Logical ids that it needs. */
  readonly needs: readonly string[];
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  readonly status: string;
  /** What its properties are, where something other than a deployment has changed them. */
  readonly actual?: JsonObject;
}

/** What a deployment of a stack was given. */
export interface StackInput {
  /** As it came, for GetTemplate. */
  readonly body: string;
  readonly template: JsonObject;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** What a deployment of a stack left. */
export interface StackState extends StackInput {
  readonly resources: ReadonlyMap<string, StackResource>;
  readonly outputs: readonly StackOutput[];
  /** Names of exports of other stacks. */
  readonly imports: readonly string[];
}

export const noState: StackState = {
  body: '{}',
  template: {},
  parameters: {},
  tags: {},
  resources: new Map(),
  outputs: [],
  imports: [],
};

export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of the request that it comes from. */
  readonly token?: string;
}

/** A stack, from its first change set to after its deletion. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  updatedAt?: number;
  deletedAt?: number;
  status: StackStatus;
  reason?: string | undefined;
  isProtected: boolean;
  isRollbackDisabled: boolean;
  state: StackState;
  /** The last state that a deployment completed. */
  stable: StackState | undefined;
  /** Oldest first. */
  readonly events: StackEvent[];
}

export function newStack(name: string, region: string, account: string): Stack {
  return {
    id: `arn:aws:cloudformation:${region}:${account}:stack/${name}/${randomUUID()}`,
    name,
    region,
    createdAt: Date.now(),
    status: 'REVIEW_IN_PROGRESS',
    isProtected: false,
    isRollbackDisabled: false,
    state: noState,
    stable: undefined,
    events: [],
  };
}

export function liveStack({ name, region, state }: Stack): LiveStack {
  return { name, region, resources: [...state.resources.values()], outputs: state.outputs };
}

/** A state as it is found: what something else has changed counts as what the stack has. */
export function asFound(state: StackState): StackState {
  const found = [...state.resources].map(([id, { actual, ...resource }]) => {
    return [id, actual === undefined ? resource : { ...resource, properties: actual }] as const;
  });
  return { ...state, resources: new Map(found) };
}

/** The type of events that are of the stack itself. */
export const stackType = 'AWS::CloudFormation::Stack';

/** Notes what became of a resource. */
export function noteResource(
  stack: Stack,
  resource: Pick<Resource, 'logicalId' | 'id' | 'type'>,
  status: string,
  { reason, token }: EventDetails = {},
): void {
  const { logicalId, id: physicalId, type } = resource;
  stack.events.push({ ...newEvent(stack, status, reason, token), logicalId, physicalId, type });
}

/** Gives a stack a status, and notes it. */
export function noteStatus(stack: Stack, status: StackStatus, { reason, token }: EventDetails = {}): void {
  stack.status = status;
  stack.reason = reason;
  const { name: logicalId, id: physicalId } = stack;
  stack.events.push({ ...newEvent(stack, status, reason, token), logicalId, physicalId, type: stackType });
}

export interface EventDetails {
  readonly reason?: string | undefined;
  readonly token?: string | undefined;
}

/** No two of a stack are at one time: by that alone programs put them in order. */
function newEvent({ events }: Stack, status: string, reason: string | undefined, token: string | undefined) {
  return {
    id: randomUUID(),
    status,
    at: Math.max(Date.now(), (events.at(-1)?.at ?? 0) + 1),
    ...(reason === undefined ? {} : { reason }),
    ...(token === undefined ? {} : { token }),
  };
}
