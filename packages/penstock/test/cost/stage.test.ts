import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { loadStage } from '../../constructs/stage/load.ts';
import { type Assumptions, usual } from '../../cost/assumptions.ts';
import { routesOf } from '../../cost/operations.ts';
import { readPrices } from '../../cost/prices.ts';
import { type Report, reportOf, secondsOfMonth } from '../../cost/report.ts';
import { type PricedStage, readStage } from '../../cost/stage.ts';
import { costOf, summed } from '../../cost/usage.ts';
import { parts } from '../../testkit/sample/app.ts';
import { stages } from '../../testkit/sample/stages.ts';
import { stacksOfStage } from '../../testkit/stacks.ts';

const prices = readPrices();
const gbOfKb = 1 / (1024 * 1024);

const folder = mkdtempSync(join(tmpdir(), 'penstock-cost-'));
let stage: PricedStage;
beforeAll(() => {
  stacksOfStage({ parts, stage: loadStage('prod', parts, { known: stages }), context: flags, folder });
  stage = readStage(join(folder, 'out'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function usageOf(name: string, assumptions: Assumptions = usual, at = 0) {
  const region = stage.regions[at];
  const route = region && routesOf(region, assumptions).find((one) => one.name === name);
  if (route === undefined) throw new Error(`There is no ${name}.`);
  return Object.fromEntries(summed(route.usage).map((line) => [`${line.price} ${line.region}`, line.quantity]));
}

describe('what a request uses', () => {
  const region = 'eu-west-1';

  it('is the front door, a tenth of an authorizer, the function and what it reads', () => {
    expect(usageOf('getParcel')).toEqual({
      [`apiRequest ${region}`]: 1,
      [`firewallRequest ${region}`]: 1,
      [`logs ${region}`]: expect.closeTo(2.1 * gbOfKb, 12),
      [`trace ${region}`]: 0.05,
      [`lambdaRequest ${region}`]: 1.1,
      [`lambdaArm ${region}`]: expect.closeTo(0.11, 12),
      [`tableRead ${region}`]: 1,
    });
  });

  it('is a function for the whole timeout of a stream', () => {
    const [first] = stage.regions;
    if (first === undefined) throw new Error('There is no region.');
    const streamed = { streams: true, timeout: 60_000 };
    const methods = first.api.methods.map((method) => ({
      ...method,
      integration: method.integration.kind === 'mock' ? method.integration : { ...method.integration, ...streamed },
    }));
    const routes = routesOf({ ...first, api: { ...first.api, methods } }, usual);
    const usage = routes.find(({ name }) => name === 'getHealth')?.usage ?? [];

    expect(usage).toContainEqual({ price: 'lambdaArm', region, quantity: 60 });
  });

  it('follows an event that a write publishes up to its consumers', () => {
    // Not the label's: announceParcels takes it, and has one recipient, who gets one notice.
    const publishes = { createParcel: 'parcels.parcel.updated.v1' };

    expect(usageOf('createParcel', { ...usual, publishes })).toMatchObject({
      [`event ${region}`]: 1,
      [`archive ${region}`]: gbOfKb,
      // createParcel, a tenth of the authorizer, the relay, announceParcels, sendNotice.
      [`lambdaRequest ${region}`]: 4.1,
      // Each of two messages is sent, received and deleted; the one that a function sends has a group.
      [`queueRequest ${region}`]: 6,
      [`fairQueueRequest ${region}`]: 3,
      // The parcel and two indexes; the notice and one.
      [`tableWrite ${region}`]: 5,
    });
  });

  it('follows what a consumer writes, but to no consumer twice', () => {
    const publishes = { createParcel: 'parcels.parcel.registered.v1' };

    // Both rules take the first event; the second one, of printLabel, goes to announceParcels.
    expect(usageOf('createParcel', { ...usual, publishes })).toMatchObject({
      [`event ${region}`]: 2,
      [`lambdaRequest ${region}`]: 8.1,
    });
    expect(usageOf('createParcel', usual)).toEqual(usageOf('createParcel', { ...usual, publishes }));
  });

  it('ends at the relay where a write publishes nothing', () => {
    expect(usageOf('updateParcel', { ...usual, publishes: { updateParcel: 'none' } })).toMatchObject({
      [`lambdaRequest ${region}`]: 2.1,
      [`tableWrite ${region}`]: 3,
    });
  });

  it('takes an action as often as the app says', () => {
    const calls = { updateParcel: { UpdateItem: 2 } };

    expect(usageOf('updateParcel', { ...usual, calls, publishes: { updateParcel: 'none' } })).toMatchObject({
      // The relay takes both records.
      [`lambdaRequest ${region}`]: 3.1,
      [`tableWrite ${region}`]: 6,
    });
  });

  it('shares calls of consumers in a batch, up to what their source allows', () => {
    const publishes = { createParcel: 'parcels.parcel.updated.v1' };
    const usage = usageOf('createParcel', { ...usual, publishes, batch: 10 });

    // createParcel, the authorizer, the relay and announceParcels by ten, sendNotice by five.
    expect(usage[`lambdaRequest ${region}`]).toBeCloseTo(1.1 + 0.1 + 0.1 + 0.2, 9);
    expect(usage[`queueRequest ${region}`]).toBeCloseTo(1 + 0.2 + 1 + 0.4, 9);
  });

  it('is paid for in each region that a write is replicated to', () => {
    const publishes = { createParcel: 'none' };
    const usage = usageOf('createParcel', { ...usual, publishes }, 1);

    expect(usage).toMatchObject({
      'apiRequest eu-west-2': 1,
      'lambdaRequest eu-west-2': 2.1,
      'tableWrite eu-west-1': 3,
      'tableWrite eu-west-2': 3,
      'tableWrite eu-central-1': 3,
    });
    expect(stage.problems).toEqual([]);
  });
});

describe('the report of a stage', () => {
  const cell = ({ rows }: Report, section: string, name: string, region: string) =>
    rows.find((row) => row.section === section && row.name === name)?.usd[region] ?? Number.NaN;
  const report = (options = {}) => reportOf(stage, { prices, assumptions: usual, ...options });

  it('has a million requests to each operation, and every route at its throttle', () => {
    const whole = report();
    const [region] = stage.regions;
    const routes = region === undefined ? [] : routesOf(region, usual);
    const worst = routes.reduce((sum, { rate = 0, usage }) => sum + rate * secondsOfMonth * costOf(usage, prices), 0);

    expect(whole.rows.filter(({ section }) => section === 'million').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['createParcel', 'getParcel', 'getHealth']),
    );
    expect(routes.some(({ name, isOperation }) => name.startsWith('HEAD ') && !isOperation)).toBe(true);
    expect(cell(whole, 'worst', 'all', 'eu-west-1')).toBeCloseTo(worst, 6);
  });

  it('spreads a load over the regions', () => {
    const load = { rps: 3, mix: new Map([['getParcel', 1]]) };
    const loaded = report({ load });

    expect(cell(loaded, 'load', 'getParcel', 'eu-west-2')).toBeCloseTo(
      (cell(loaded, 'million', 'getParcel', 'eu-west-2') / 1_000_000) * secondsOfMonth,
      6,
    );
    expect(cell(loaded, 'load', 'all', 'eu-west-2')).toBe(cell(loaded, 'load', 'getParcel', 'eu-west-2'));
  });

  it('is of one region where that is asked for', () => {
    expect(report({ region: 'eu-west-2' }).regions).toEqual(['eu-west-2']);
    expect(() => report({ region: 'us-east-1' })).toThrow('received us-east-1\n    expected eu-');
  });
});
