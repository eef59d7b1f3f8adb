import { endpointsOf } from '../../contract/endpoints.ts';
import { deadLetterQueueOf } from '../../contract/events/queue-names.ts';
import { functionNames } from '../../contract/rpc/endpoints.ts';
import { authorizerName, relaysOf } from '../context/app-parts.ts';
import { namesOf } from '../stacks/names.ts';
import type { Check } from './check.ts';
import type { Functions } from './limits.ts';
import type { Finding } from './shape.ts';
import type { Stage } from './stage.ts';

/**
 * Characters that a name takes, from the least to the most.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-create-usage-plans.html
 */
const lengths = { function: [1, 64], queue: [1, 80], 'usage key': [20, 128] } as const;

type Kind = keyof typeof lengths;

/** Each with the name of the app and of the stage in front. */
function namesIn({ name, tenants = {} }: Stage, app: Functions): Readonly<Record<Kind, readonly string[]>> {
  const names = namesOf({ app: app.name, name });
  return {
    function: [
      ...functionNames({ operations: endpointsOf(app) }),
      ...app.consumers.map((consumer) => consumer.name),
      ...relaysOf(app.contexts),
      authorizerName,
    ].map(names.function),
    queue: app.consumers.map(({ queue }) => names.queue(deadLetterQueueOf(queue))),
    'usage key': Object.entries(tenants).map(([tenant, plan]) => `${names.usageKeyPrefix}${tenant}.${plan}`),
  };
}

/** Whatever the app is called: one finding for each kind of name, about the worst of them. */
export const nameChecks: readonly Check[] = [
  {
    needs: ['name', 'tenants'],
    find: (stage, app) =>
      Object.entries(namesIn(stage, app)).flatMap(([kind, names]): readonly Finding[] => {
        const [least, most] = lengths[kind as Kind];
        const wrong = names
          .filter(({ length }) => length < least || length > most)
          .toSorted((a, b) => b.length - a.length);
        return wrong.slice(0, 1).map((worst) => ({
          path: 'name',
          received: `${worst}, ${worst.length} characters`,
          expected: `a ${kind} named with ${least} to ${most} characters`,
          fix: 'choose another name for the stage, for the app (package.json) or for what is behind them',
        }));
      }),
  },
];
