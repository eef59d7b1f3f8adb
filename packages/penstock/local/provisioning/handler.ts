import type { Resource } from '../assembly/live.ts';
import type { Plan } from '../plan.ts';

/**
 * Makes the resources of one CloudFormation type real. A type without a handler is real by being declared: what its
 * resources say is in the plan, which the services follow.
 */
export interface Handler {
  /** Whether a resource sets others to work by being there: it is made when everything else of its stack is. */
  readonly sendsByItself?: true;
  /**
   * Creates a resource, or changes it in place; one that is already as the plan says stays as it is.
   *
   * @throws LocalError why it cannot be
   */
  put(resource: Resource, plan: Plan): Promise<void>;
  /**
   * @param keepsData whether what it holds is there again once a resource of its name is
   * @throws LocalError why it cannot be deleted
   */
  remove(resource: Resource, keepsData: boolean): Promise<void>;
}

/** By CloudFormation type. */
export type Handlers = Readonly<Record<string, Handler>>;

/** The services of a region, as the deployments in it see them. */
export interface Services {
  readonly handlers: Handlers;
  /** Hears what is about to be made: what is looked up in it while that goes on is as it will be. */
  expect(plan: Plan): void;
  /** Everything that is only declared, such as policies, rules and the API, is from now on as the plan says. */
  publish(plan: Plan): Promise<void>;
}
