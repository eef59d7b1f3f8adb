import type { Provisioners } from '../../regions/shared.ts';
import type { AssetStore } from '../asset-store.ts';
import { readForm } from '../form.ts';
import type { ControlService } from '../service.ts';
import { QueryError, queryAnswer, queryFailure } from '../xml.ts';
import { createDeployments } from './deployments.ts';
import { reads } from './reads.ts';
import { invalid } from './template.ts';

const namespace = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

export interface CloudFormationOptions {
  readonly account: string;
  readonly store: AssetStore;
  /** By region. */
  readonly provisioners: Provisioners;
  /** Hears of what failed although it should not. */
  readonly failed: (error: unknown) => void;
}

/**
 * CloudFormation as the CDK CLI speaks to it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html
 */
export function createCloudFormationService(options: CloudFormationOptions): ControlService {
  const { provisioners, store, failed } = options;
  const deployments = createDeployments({ store, failed });
  return {
    name: 'cloudformation',
    answer: async ({ body, region }) => {
      const form = readForm(body.toString('utf8'));
      const action = form.text('Action') ?? '';
      const all = { ...reads, ...deployments };
      try {
        const provisioner = provisioners.get(region);
        const operation = Object.hasOwn(all, action) ? all[action] : undefined;
        if (operation === undefined) throw new QueryError('InvalidAction', `The local cloud has no ${action}.`);
        if (provisioner === 'stopped') throw new QueryError('ServiceUnavailable', 'The Region is stopped.');
        if (provisioner === undefined) throw notRun(region, provisioners);
        return queryAnswer(action, namespace, operation(form, provisioner));
      } catch (error) {
        if (!(error instanceof QueryError)) throw error;
        return queryFailure(namespace, error);
      }
    },
  };
}

function notRun(region: string, provisioners: Provisioners): QueryError {
  const running = [...provisioners.keys()];
  const wanted = [...running, region].join(',');
  return invalid(
    `The local cloud runs ${running.join(', ')}, and not ${region}: start it with npm start -- --empty --region ${wanted}.`,
  );
}
