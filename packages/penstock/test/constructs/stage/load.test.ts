import { describe, expect, it } from '@jest/globals';
import { UserError } from '../../../cli/user-error.ts';
import { checkStage, loadStage, StageError } from '../../../constructs/stage/load.ts';
import type { Stage } from '../../../constructs/stage/stage.ts';
import { parts } from '../../../testkit/sample/app.ts';
import { stages } from '../../../testkit/sample/stages.ts';
import { certificate, dev, domain, prod } from './stage-parts.ts';

it.each(Object.entries(stages))('stage %s is itself, with the name of the app, when it is loaded', (name, stage) => {
  expect(loadStage(name, parts, { known: stages })).toEqual({ ...stage, app: 'parcels' });
});

describe('a stage', () => {
  it.each([
    ['two strong regions and a witness', { regions: ['us-east-1', 'us-west-2'], witness: 'us-east-2' }],
    ['eventual regions anywhere', { regions: ['eu-west-1', 'ap-southeast-2'], consistency: 'eventual' }],
    ['a domain whose certificates are made for it', { domain }],
    ['a domain with a certificate', { domain: { ...domain, certificates: { 'eu-west-2': certificate('eu-west-2') } } }],
    ['the zone itself as domain', { domain: { ...domain, name: 'example.com' } }],
  ] satisfies [string, Partial<Stage>][])('may have %s', (_, changes) => {
    expect(checkStage({ ...prod, ...changes }, parts)).toEqual([]);
  });

  const healthless = {
    ...parts,
    contract: {
      ...parts.contract,
      operations: parts.contract.operations.map((operation) =>
        operation.path === '/health'
          ? { ...operation, security: [{ credential: 'token' as const, scopes: ['parcels:read'] }] }
          : operation,
      ),
    },
  };

  it('fails with several regions behind a domain, and nothing that their health checks may ask for', () => {
    expect(checkStage({ ...prod, domain }, healthless)).toEqual([
      expect.objectContaining({
        path: 'domain',
        received: 'api.example.com in 3 regions',
        expected: expect.stringMatching(/GET \/health that anyone may call/),
      }),
    ]);
    expect(checkStage(prod, healthless)).toEqual([]);
    expect(checkStage({ ...dev, domain }, healthless)).toEqual([]);
  });

  it('fails with every mistake at once, saying what was received', () => {
    const broken = {
      ...prod,
      regions: ['eu-west-1', 'us-east-1'],
      logLevel: 'LOUD',
      providers: { ...prod.providers, mail: 'https://mail.example.com' },
      colour: 1,
    };
    const load = () => loadStage('prod', parts, { known: { prod: broken } });

    expect(load).toThrow(StageError);
    expect(load).toThrow(/Stage prod \(lib\/stages\.ts\):/);
    for (const line of [
      'received "eu-west-1, us-east-1"',
      'received "LOUD"',
      'received "mail"',
      'colour\n    received 1',
    ]) {
      expect(load).toThrow(line);
    }
  });

  it.each([undefined, null, 'dev', []])('fails when it is %j', (stage) => {
    expect(checkStage(stage, parts)).toMatchObject([{ path: '' }]);
  });
});

describe('the names of a stage', () => {
  const named = (app: string, stage: string) => checkStage({ ...dev, name: stage }, { ...parts, name: app });
  const keyed = (plan: string) =>
    checkStage({ ...stages.local, name: 'b', tenants: { t: plan } }, { ...parts, name: 'a' });

  it('have room for all that the app has', () => {
    // With `announceParcels`, the longest of the sample, a function's name has 64 characters.
    expect(named('a'.repeat(31), 's'.repeat(16))).toEqual([]);
    expect(keyed('free')).toEqual([]);
  });

  it.each([
    ['a function, one character too long', named('a'.repeat(32), 's'.repeat(16)), /announceParcels, 65 characters/, 64],
    ['a usage key, one character too short', keyed('pro'), /b\.t\.pro, 19 characters/, 20],
  ])('fail for %s', (_, findings, received, bound) => {
    expect(findings).toMatchObject([{ path: 'name', received: expect.stringMatching(received) }]);
    expect(findings[0]?.expected).toContain(String(bound));
  });
});

describe('choosing a stage', () => {
  it('fails when there is none of that name, and lists those there are', () => {
    expect(() => loadStage('production', parts, { known: stages })).toThrow(UserError);
    expect(() => loadStage('production', parts, { known: stages })).toThrow(
      /by this name\.\s+received "production"\s+expected one of local, sandbox, dev, prod\s+fix +--stage NAME/,
    );
  });

  it('fails for a name that every object has', () => {
    expect(() => loadStage('constructor', parts, { known: stages })).toThrow(UserError);
  });

  it('lets the local cloud be the issuer of a local stage', () => {
    const stage = loadStage('local', parts, { known: stages, localOrigin: 'http://127.0.0.1:4711' });

    expect(stage.token).toEqual({ issuer: 'http://127.0.0.1:4711', audience: 'penstock' });
  });

  it('lets the local cloud play the provider of a local stage', () => {
    const stage = loadStage('local', parts, { known: stages, localProvider: 'http://127.0.0.1:4712' });

    expect(stage).toMatchObject({ ...stages.local, providers: { labelPrinter: 'http://127.0.0.1:4712' } });
  });

  it('fails when a stage of AWS is to have a local provider', () => {
    const load = () => loadStage('dev', parts, { known: stages, localProvider: 'http://127.0.0.1:4712' });

    expect(load).toThrow('received localProvider http://127.0.0.1:4712');
  });

  it('fails when a stage of AWS is to have a local issuer', () => {
    expect(() => loadStage('dev', parts, { known: stages, localOrigin: 'http://127.0.0.1:4711' })).toThrow(
      'does not run locally',
    );
  });
});
