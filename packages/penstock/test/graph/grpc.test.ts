import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { loadStage } from '../../constructs/stage/load.ts';
import { withServices } from '../../contract/rpc/endpoints.ts';
import { loadRpc } from '../../contract/rpc/load.ts';
import { usual } from '../../cost/assumptions.ts';
import { readPrices } from '../../cost/prices.ts';
import { reportOf } from '../../cost/report.ts';
import { readStage } from '../../cost/stage.ts';
import { systemOf } from '../../graph/system.ts';
import { parts as sample } from '../../testkit/sample/app.ts';
import { contract } from '../../testkit/sample/contract.ts';
import { stages } from '../../testkit/sample/stages.ts';
import { stacksOfStage } from '../../testkit/stacks.ts';
import { parcelsFolder } from '../contract/rpc/parcels.ts';

describe('a stage that serves gRPC', () => {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-grpc-'));
  const assembly = join(folder, 'out');
  beforeAll(() => {
    const parts = { ...sample, contract: withServices(contract, loadRpc(parcelsFolder, contract)) };
    const domain = { name: 'grpc.acme.dev', hostedZone: { id: 'Z0123456789ABC', name: 'acme.dev' } };
    const known = { ...stages, dev: { ...stages.dev, grpc: { domain, tasks: { min: 3, max: 6 } } } };
    stacksOfStage({ parts, stage: loadStage('dev', parts, { known }), context: flags, folder });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is drawn with its tasks, what is before them and what they reach', () => {
    const { picture, problems } = systemOf(assembly);
    const titles = new Map(picture.parts.map(({ id, title }) => [id, title]));
    const links = picture.links.map(({ from, to }) => `${titles.get(from)} > ${titles.get(to)}`);

    expect(problems).toEqual([]);
    expect(picture.parts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ title: 'grpc', kind: 'function', lines: ['3 or more tasks, 1024 MB'] }),
        expect.objectContaining({ title: 'gRPC', kind: 'route' }),
      ]),
    );
    expect(links).toEqual(expect.arrayContaining(['gRPC > grpc', 'grpc > parcels']));
  });

  it('is priced with three tasks of half a processor, a load balancer and a gateway', () => {
    const prices = readPrices();
    const { rows } = reportOf(readStage(assembly), { prices, assumptions: usual });
    const cost = (name: 'taskCpu' | 'taskMemory' | 'loadBalancer' | 'natGateway' | 'publicAddress') =>
      rows.find((row) => row.name === prices.prices[name].title)?.usd['eu-west-1'];

    expect(cost('taskCpu')).toBeCloseTo(3 * 0.5 * 730 * 0.03238, 6);
    expect(cost('taskMemory')).toBeCloseTo(3 * 730 * 0.00356, 6);
    expect(cost('loadBalancer')).toBeCloseTo(730 * 0.0252, 6);
    expect(cost('natGateway')).toBeCloseTo(730 * 0.048, 6);
    expect(cost('publicAddress')).toBeCloseTo(730 * 0.005, 6);
  });
});
