import { unreservedConcurrency as unreserved } from 'penstock-rules/facts';
import { endpointsOf } from '../../contract/endpoints.ts';
import { functionNames } from '../../contract/rpc/endpoints.ts';
import { isOnlyLocal } from '../check-quotas.ts';
import { authorizerName, relaysOf } from '../context/app-parts.ts';
import { type Check, finding, unknownNames, unless } from './check.ts';
import { type Functions, limitsOf } from './limits.ts';
import type { Finding } from './shape.ts';
import type { Stage } from './stage.ts';

/** Source: Lambda Developer Guide, "Configuring maximum concurrency for Amazon SQS event sources". */
const leastPollers = 2;

const total = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);

/** What the functions of a stage reserve of their account in each region. */
const reservedBy = (stage: Stage, app: Functions): number =>
  stage.reserveConcurrency === true && !isOnlyLocal(stage, app)
    ? total(Object.values(limitsOf(stage, app).concurrency))
    : 0;

export const concurrencyChecks: readonly Check[] = [
  {
    needs: ['concurrency'],
    find: ({ concurrency }, app) =>
      unknownNames('concurrency', concurrency, [
        ...functionNames({ operations: endpointsOf(app) }),
        ...app.consumers.map(({ name }) => name),
        ...relaysOf(app.contexts),
        authorizerName,
      ]),
  },
  {
    needs: ['concurrency'],
    find: (stage, app) => {
      const limits = limitsOf(stage, app).concurrency;
      return app.consumers
        .filter(({ name }) => (limits[name] ?? 0) < leastPollers)
        .map(({ name }) =>
          finding(
            `concurrency.${name}`,
            limits[name],
            `at least ${leastPollers}: the fewest that poll a queue at once`,
            'raise it',
          ),
        );
    },
  },
  {
    needs: ['concurrency', 'accountConcurrency', 'reserveConcurrency'],
    find: (stage, app) => {
      const reserved = reservedBy(stage, app);
      return unless(
        reserved === 0 || reserved <= stage.accountConcurrency - unreserved,
        'accountConcurrency',
        `${stage.accountConcurrency}, of which the functions reserve ${reserved}`,
        `at least ${reserved + unreserved}: Lambda keeps ${unreserved} unreserved`,
        'lower `concurrency` in the stage or the contract, have the quota raised, or leave out `reserveConcurrency`',
      );
    },
  },
  {
    needs: ['concurrency', 'accountConcurrency', 'reserveConcurrency'],
    find: (stage, app) => {
      const limits = limitsOf(stage, app).concurrency;
      const pollers = total(app.consumers.map(({ name }) => limits[name] ?? 0));
      return unless(
        stage.reserveConcurrency === true || pollers < stage.accountConcurrency,
        'concurrency',
        `${pollers} pollers of queues, in an account that runs ${stage.accountConcurrency}`,
        `fewer than ${stage.accountConcurrency}: without reservations a backlog would take all, and the API would answer 503`,
        "lower it, such as concurrency: { '*': 2 }",
      );
    },
  },
];

/** What stages reserve together, where they share account and region. A stage of the local cloud shares nothing. */
export function sharedAccountFindings(stage: Stage, known: readonly Stage[], app: Functions): readonly Finding[] {
  if (!reserves(stage)) return [];
  const others = known.filter(
    (other) => other.name !== stage.name && reserves(other) && other.account === stage.account,
  );
  return stage.regions.flatMap((region) => {
    const sharing = [stage, ...others.filter(({ regions }) => regions.includes(region))];
    const reserved = total(sharing.map((one) => reservedBy(one, app)));
    if (sharing.length === 1 || reserved <= stage.accountConcurrency - unreserved) return [];
    const names = sharing.map(({ name }) => name).join(', ');
    return [
      finding(
        'accountConcurrency',
        `${stage.accountConcurrency}, of which ${names} reserve ${reserved} in ${region}`,
        `at least ${reserved + unreserved}, as ${unreserved} stay unreserved`,
        'give the stages an `account` of their own each, leave out `reserveConcurrency` in all but one, or have the quota raised',
      ),
    ];
  });
}

const reserves = ({ local, reserveConcurrency }: Stage): boolean => local !== true && reserveConcurrency === true;
