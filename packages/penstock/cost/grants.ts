import type { FunctionDefinition } from '../local/lambda/definition.ts';

export interface Grant {
  /** Without the service, such as `PutItem`. */
  readonly action: string;
  readonly resource: string;
}

/** What a function's role lets it do to a service, each action on each resource once. */
export function grantsOf({ role }: FunctionDefinition, service: string): readonly Grant[] {
  const grants = role.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions, resources }) =>
      resources.flatMap((resource) => actions.map((action) => ({ action, resource }))),
    )
    .filter(({ action }) => action.startsWith(`${service}:`))
    .map(({ action, resource }) => ({ action: action.slice(service.length + 1), resource }));
  return [...Map.groupBy(grants, ({ action, resource }) => `${action} ${resource}`).values()].flatMap(([first]) =>
    first === undefined ? [] : [first],
  );
}
