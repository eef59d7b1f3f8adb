import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from '../../../ops/keys/command-line.ts';

const target = { stage: 'dev', region: 'all', port: 3000 };
const read = (line: string) => readCommandLine(line.split(' '));
const id = '0123456789abcdef';

describe('the command line of keys', () => {
  it.each([
    ['add acme', { name: 'add', tenant: 'acme', scopes: [], label: '' }],
    ['add acme --plan pro --label ERP', { name: 'add', tenant: 'acme', plan: 'pro', scopes: [], label: 'ERP' }],
    [`revoke ${id}`, { name: 'revoke', ids: [id], dryRun: false, yes: false }],
    [
      `revoke ${id},fedcba9876543210 --yes`,
      { name: 'revoke', ids: [id, 'fedcba9876543210'], dryRun: false, yes: true },
    ],
    [`revoke pk_my-stage_${id}_${'a_'.repeat(21)}a --dry-run`, { name: 'revoke', ids: [id], dryRun: true, yes: false }],
    ['list', { name: 'list', json: false }],
    ['list acme --json', { name: 'list', json: true, tenant: 'acme' }],
  ])('reads %j', (line, command) => {
    expect(read(line)).toEqual({ kind: 'run', command, target });
  });

  it('reads scopes between spaces, each once', () => {
    expect(readCommandLine(['add', 'acme', '--scope', ' parcels:read  parcels:write parcels:read'])).toMatchObject({
      command: { scopes: ['parcels:read', 'parcels:write'] },
    });
  });

  it('knows the stage, the region and the port', () => {
    expect(read('list --stage local --region eu-west-1 --port 3333')).toMatchObject({
      target: { stage: 'local', region: 'eu-west-1', port: 3333 },
    });
  });

  it.each([
    [['add', 'Acme'], /"Acme" is no tenant's name/],
    [['add'], /add takes the name of a tenant/],
    [['add', 'acme', '--plan', 'The plan'], /--plan is the name of a plan/],
    [['add', 'acme', '--scope', 'parcels:"read"'], /--scope is names of scopes between spaces/],
    [['add', 'acme', '--label', 'a\nb'], /--label is at most 64 characters of one line/],
    [['add', 'acme', '--label', 'x'.repeat(65)], /--label is at most 64 characters/],
    [['revoke', '0123'], /"0123" is no id of a key/],
    [['remove', id], /There is no command "remove"/],
  ])('fails with %j', (args, message) => {
    expect(() => readCommandLine(args)).toThrow(message);
  });
});
