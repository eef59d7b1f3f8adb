import { hasEdge, healthPath } from '../stacks/edge-names.ts';
import type { Check } from './check.ts';

const isOfOtherPartition = (region: string) => /^(cn|us-gov|us-iso[a-z]?|eu-isoe|eusc)-/.test(region);

/** What health checks and latency records need. */
export const edgeChecks: readonly Check[] = [
  {
    needs: ['domain', 'regions'],
    find: (stage, { contract }) =>
      !hasEdge(stage) ||
      contract.operations.some(
        ({ method, path, security }) => method === 'GET' && path === healthPath && security.length === 0,
      )
        ? []
        : [
            {
              path: 'domain',
              received: `${stage.domain.name} in ${stage.regions.length} regions`,
              expected: `an operation GET ${healthPath} that anyone may call in the contract: health checks ask each region for it`,
              fix: `add it, with \`security: []\`; or serve from one region`,
            },
          ],
  },
  {
    needs: ['domain', 'regions'],
    find: (stage) =>
      (hasEdge(stage) ? stage.regions : []).filter(isOfOtherPartition).map((region) => ({
        path: `regions[${stage.regions.indexOf(region)}]`,
        received: region,
        expected: 'regions of the partition aws, in a stage with several and a domain',
        fix: 'leave out `domain` and bring records of your own: the metrics of its health checks would be elsewhere',
      })),
  },
];
