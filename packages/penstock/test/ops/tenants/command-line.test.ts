import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from '../../../ops/tenants/command-line.ts';
import { stageRegions } from '../../../ops/tenants/stage-regions.ts';

const read = (line: string) => readCommandLine(line.split(' ').filter((word) => word !== ''));
const target = { stage: 'dev', region: 'all', port: 3000 };
const consent = { dryRun: false, yes: false };

describe('the command line of tenants', () => {
  it.each([
    ['add acme', { name: 'add', tenants: ['acme'] }],
    ['add acme,globex,acme --plan pro', { name: 'add', tenants: ['acme', 'globex'], plan: 'pro' }],
    ['plan acme --plan pro', { name: 'plan', tenants: ['acme'], plan: 'pro', keep: false, ...consent }],
    [
      'plan acme --plan pro --keep --yes',
      { name: 'plan', tenants: ['acme'], plan: 'pro', keep: true, dryRun: false, yes: true },
    ],
    ['remove acme --dry-run', { name: 'remove', tenants: ['acme'], dryRun: true, yes: false }],
    ['list', { name: 'list', json: false }],
    ['list acme --json', { name: 'list', tenant: 'acme', json: true }],
  ])('reads %s', (line, command) => {
    expect(read(line)).toEqual({ kind: 'run', command, target });
  });

  it('reads where it is to take effect', () => {
    expect(read('list --stage local --region eu-west-1 --port 4711')).toMatchObject({
      target: { stage: 'local', region: 'eu-west-1', port: 4711 },
    });
  });

  it('shows each command with what it takes', () => {
    const help = read('--help');

    expect(help.kind).toBe('help');
    for (const line of ['add TENANT', 'plan TENANT', 'remove TENANT', 'list [TENANT]', '--keep', '--stage STAGE'])
      expect('text' in help && help.text).toContain(line);
  });

  it.each([
    ['add', 'add takes the name of a tenant.'],
    ['add Acme', 'add: "Acme" is no tenant\'s name.'],
    ['add acme,', 'add: "" is no tenant\'s name.'],
    ['add acme globex', '"globex" is one word too many'],
    ['list acme globex', '"globex" is one word too many'],
    ['plan acme', 'plan takes --plan'],
    ['plan acme --plan Gold!', '--plan is the name of a plan of the contract'],
    ['list --port x', '--port is a number'],
    ['grow acme', 'There is no command "grow"'],
  ])('fails on %s', (line, message) => {
    expect(() => read(line)).toThrow(message);
  });
});

describe('the regions of a stage', () => {
  const stages = {
    dev: { regions: ['eu-west-1', 'eu-west-2'] },
    local: { local: true, regions: ['eu-west-1'] },
  };

  it.each([
    ['all', ['eu-west-1', 'eu-west-2']],
    ['eu-west-2', ['eu-west-2']],
  ])('are those of --region %s', async (region, expected) => {
    const { regions, close } = await stageRegions({ ...target, region }, 'parcels', stages);
    close();

    expect(regions.map((one) => one.region)).toEqual(expected);
  });

  it.each([
    [{ stage: 'prod' }, '--stage is one of dev, local, received "prod"'],
    [{ stage: 'toString' }, '--stage is one of dev, local'],
    [{ region: 'us-east-1' }, '--region is all or one of eu-west-1, eu-west-2'],
    [{ stage: 'local', port: 1 }, 'No local cloud answers on port 1. Start it with npm start'],
  ])('fail for %j', async (over, message) => {
    await expect(stageRegions({ ...target, ...over }, 'parcels', stages)).rejects.toThrow(message);
  });
});
