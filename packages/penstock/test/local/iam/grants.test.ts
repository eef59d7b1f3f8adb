import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPermissions } from '../../../local/endpoint/permissions.ts';
import type { AwsService, Caller } from '../../../local/endpoint/service.ts';
import { grantsOf, withoutGrant } from '../../../local/iam/grants.ts';
import { evaluate, type Statement } from '../../../local/iam/policy.ts';
import { unusedGrants } from '../../../local/iam/usage/unused.ts';
import { readUses, recordUses, withoutStage } from '../../../local/iam/usage/used.ts';
import type { FunctionDefinition } from '../../../local/lambda/definition.ts';
import { smallAssembly } from '../fixtures/assembly.ts';

const actions = ['sqs:SendMessage', 'sqs:ReceiveMessage', 'dynamodb:GetItem'];
const resources = ['arn:one', 'arn:two', 'arn:three'];
const statement: fc.Arbitrary<Statement> = fc.record({
  effect: fc.constantFrom('Allow', 'Deny'),
  actions: fc.subarray(actions, { minLength: 1 }),
  resources: fc.subarray(resources, { minLength: 1 }),
});
const pair = fc.record({ action: fc.constantFrom(...actions), resource: fc.constantFrom(...resources) });

describe('a grant', () => {
  it('that is taken away is no longer allowed, and every other decision stays', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), pair, (statements, grant) => {
        const left = withoutGrant(statements, grant);
        expect(grantsOf(left)).not.toContainEqual(grant);
        for (const action of actions) {
          for (const resource of resources) {
            const before = evaluate(statements, action, resource);
            const isTaken = action === grant.action && resource === grant.resource && before === 'allowed';
            expect(evaluate(left, action, resource)).toBe(isTaken ? 'implicit-deny' : before);
          }
        }
      }),
    );
  });

  it('is none where a statement says what it is not about', () => {
    const all: Statement = { effect: 'Allow', actions: [], notActions: ['sqs:*'], resources: ['*'] };
    const most: Statement = { effect: 'Allow', actions: ['sqs:SendMessage'], resources: [], notResources: ['arn:one'] };
    expect(grantsOf([all, most])).toEqual([]);
  });
});

describe('permissions', () => {
  const role = {
    name: 'role',
    arn: 'arn:role',
    trusts: [],
    statements: [{ effect: 'Allow', actions: ['sqs:SendMessage'], resources: ['arn:one'] }],
  } as const;
  const caller: Caller = { kind: 'function', fn: { name: 'send', role } as unknown as FunctionDefinition };
  const service = {} as AwsService;
  const grant = { action: 'sqs:SendMessage', resource: 'arn:one' };

  it('follow what is revoked and given back, of that function alone', () => {
    const { permits, revoke } = createPermissions();
    const asked = () => permits(caller, grant, service);
    expect(asked()).toBe(true);
    const giveBack = revoke('send', grant);
    const other = revoke('receive', grant);
    expect(asked()).toBe(false);
    giveBack();
    expect(asked()).toBe(true);
    other();
  });
});

describe('the grants of a stage that nothing used', () => {
  const write = { action: 'dynamodb:PutItem', resource: 'arn:aws:dynamodb:eu-west-1:000000000000:table/things' };

  it('are those without a use by the same function; what telemetry needs is used by services', async () => {
    const assembly = await smallAssembly();
    try {
      const own = (functionName: string, used = write) => [{ functionName, ...used }];
      const unused = unusedGrants(assembly, []);

      expect(unused).toContainEqual({ functionName: 'Open', ...write });
      expect(unused.filter(({ action }) => /^(logs|xray):/.test(action))).toEqual([]);
      expect(unusedGrants(assembly, own('Open'))).not.toContainEqual({ functionName: 'Open', ...write });
      expect(unusedGrants(assembly, own('Guarded'))).toContainEqual({ functionName: 'Open', ...write });
      expect(unusedGrants(assembly, own('Open', { ...write, resource: `${write.resource}/index/x` }))).toEqual(unused);
    } finally {
      rmSync(assembly, { recursive: true, force: true });
    }
  });
});

describe('what was used', () => {
  it('is written once, whatever the stage is called, and nothing that was refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'penstock-uses-'));
    try {
      const hear = recordUses(folder, () => 'load');
      const access = { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:x:y:shop-load-parcels' };
      const call = { functionName: 'shop-load-send', action: 'sqs:SendMessageBatch', resource: '', status: 200 };
      hear({ ...call, accesses: [access] });
      hear({ ...call, accesses: [access] });
      hear({ ...call, functionName: 'operator', accesses: [access] });
      hear({ ...call, functionName: 'shop-load-other', status: 403, error: 'AccessDenied', accesses: [access] });
      expect(readUses(folder)).toEqual([
        { functionName: 'shop-*-send', action: 'sqs:SendMessage', resource: 'arn:aws:sqs:x:y:shop-*-parcels' },
      ]);
      expect(withoutStage('shop-local-send', 'local')).toBe('shop-*-send');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
