import { UserError } from '../../cli/user-error.ts';
import type { Contract } from '../../contract/model.ts';

/** Where an API has its webhook endpoints. */
export interface EndpointPaths {
  /** Of all: they are listed and created there. */
  readonly all: string;
  /** Of one. */
  one(id: string): string;
}

const [create, remove] = ['createWebhookEndpoint', 'deleteWebhookEndpoint'] as const;

/** @throws UserError for a contract without the operations on webhook endpoints */
export function endpointPaths({ operations }: Contract): EndpointPaths {
  const pathOf = (id: string): string => {
    const path = operations.find(({ operationId }) => operationId === id)?.path;
    if (path !== undefined) return path;
    throw new UserError(
      `The contract has no webhooks to subscribe to.
    received no operation ${id}
    expected the operations ${create} and ${remove}
    fix      leave --subscribe out, or take the operations of the sample`,
    );
  };
  const [all, template] = [pathOf(create), pathOf(remove)];
  return { all, one: (id) => template.replace(/\{[^}]+\}$/, encodeURIComponent(id)) };
}
