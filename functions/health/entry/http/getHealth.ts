import { lambdaRuntime, type Runtime } from 'penstock/runtime/core/runtime';
import { operation } from 'penstock/runtime/http/operation';
import { lazy } from 'penstock/runtime/lazy';
import { getHealth as contract } from '../../../generated/operations/getHealth.ts';
import { readHealthEnv } from '../../env.ts';

export interface HealthServices {
  readonly env: () => ReturnType<typeof readHealthEnv>;
  readonly runtime: () => Runtime;
}

/** Says that this region answers. It asks no dependency, so that one region's trouble can't take all of them out. */
export const getHealth = ({ env, runtime }: HealthServices) =>
  operation(
    contract,
    async () => {
      const { RELEASE_VERSION: version, AWS_REGION: region } = env();
      return { status: 200, body: { status: 'ok', version, region } };
    },
    runtime,
  );

export const handler = getHealth({ env: lazy(() => readHealthEnv()), runtime: lambdaRuntime });
