import { describe, expect, it } from '@jest/globals';
import { readAssembly } from '../../../local/assembly/read.ts';
import { type ResolvedAssembly, resolveAssembly } from '../../../local/assembly/resolved.ts';
import { readFunctions } from '../../../local/lambda/read.ts';
import { smallAssembly } from '../fixtures/assembly.ts';
import type { Template } from '../fixtures/template.ts';

async function assemblyOf(edit?: (template: Template) => void): Promise<ResolvedAssembly> {
  return resolveAssembly(readAssembly(await smallAssembly(edit === undefined ? {} : { edit })));
}

async function problemsOf(edit: (template: Template) => void): Promise<string> {
  const assembly = await assemblyOf(edit);
  readFunctions(assembly);
  try {
    assembly.problems.throwIfAny();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const set = (name: string, properties: object) => (template: Template) => {
  Object.assign(template.Resources[name]?.Properties ?? {}, properties);
};

describe('an assembly', () => {
  it('gives resources the names and ARNs they would have', async () => {
    const assembly = await assemblyOf();
    const [fn] = assembly.resources('AWS::Lambda::Function');
    const [alias] = assembly.resources('AWS::Lambda::Alias');

    expect(fn?.arn).toBe('arn:aws:lambda:eu-west-1:000000000000:function:Open');
    expect(fn?.properties).toMatchObject({
      Role: 'arn:aws:iam::000000000000:role/small-OpenRole',
      Environment: { Variables: { TABLE: 'things' } },
    });
    expect(alias?.id).toBe('arn:aws:lambda:eu-west-1:000000000000:function:Open:live');
    expect(assembly.output('Scopes')).toBe('things:read things:write');
  });

  it('counts what has no effect on a laptop and runs the rest', async () => {
    const assembly = await assemblyOf();

    expect([...assembly.withoutEffect]).toEqual([['AWS::CloudWatch::Alarm', 1]]);
    expect(() => assembly.problems.throwIfAny()).not.toThrow();
  });

  it('leaves out a resource whose condition does not hold', async () => {
    const assembly = await assemblyOf((template) => {
      template.Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
      template.Resources.Ghost = { Type: 'Test::Ghost::Thing', Properties: {}, Condition: 'Never' };
    });

    expect(() => assembly.problems.throwIfAny()).not.toThrow();
  });

  it.each<[string, (template: Template) => void, string]>([
    [
      'an unknown type',
      ({ Resources }) => {
        Resources.Bus = { Type: 'AWS::Unheard::Of', Properties: {} };
      },
      'small: Bus, AWS::Unheard::Of: the local cloud does not understand this resource type.',
    ],
    [
      'an unknown property, with its construct path',
      set('Guarded', { SnapStart: { ApplyOn: 'None' } }),
      'small: Guarded (small/Parcels/Guarded), AWS::Lambda::Function, Properties.SnapStart: the local cloud does not understand this property.',
    ],
    [
      'an unknown nested property',
      set('Table', { Replicas: [{ Region: 'eu-west-1', KinesisStreamSpecification: {} }] }),
      'Properties.Replicas[0].KinesisStreamSpecification: the local cloud does not understand this property.',
    ],
    [
      'a value it cannot run',
      set('Open', { Runtime: 'python3.14' }),
      'the local cloud runs only "nodejs20.x" or "nodejs22.x" or "nodejs24.x", received "python3.14"',
    ],
    ['a reference to nothing', set('Table', { TableName: { Ref: 'Nowhere' } }), 'Properties.TableName: Ref Nowhere'],
    [
      'an attribute it cannot give',
      set('Table', { TableName: { 'Fn::GetAtt': ['Key', 'Arn'] } }),
      'AWS::ApiGateway::ApiKey has no attribute Arn',
    ],
    [
      'an asset that is not there',
      set('Open', { Code: { S3Bucket: 'b', S3Key: 'k' } }),
      'Properties.Code.S3Key: the assembly holds no asset',
    ],
    [
      'a role that is not there',
      set('Open', { Role: 'arn:aws:iam::000000000000:role/x' }),
      'names a role that is not in the template',
    ],
    [
      'a role that Lambda may not take',
      set('OpenRole', { AssumeRolePolicyDocument: {} }),
      'does not trust lambda.amazonaws.com',
    ],
    [
      'a role that may not write its logs',
      set('OpenRole', { Policies: [] }),
      'its logs would be lost: role small-OpenRole lacks logs:CreateLogStream and logs:PutLogEvents',
    ],
    [
      'a role that may not write its traces',
      set('Open', { TracingConfig: { Mode: 'Active' } }),
      'its traces would be lost',
    ],
    [
      'a policy condition, which it does not evaluate',
      set('OpenRole', {
        Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: { Effect: 'Allow', Condition: { Bool: {} } } } }],
      }),
      'does not evaluate Condition in a policy',
    ],
  ])('fails %s by name', async (_, edit, message) => {
    expect(await problemsOf(edit)).toContain(message);
  });

  it('fails with every problem at once', async () => {
    const message = await problemsOf((template) => {
      set('Open', { SnapStart: {} })(template);
      set('Table', { Unknown: 1 })(template);
    });

    expect(message).toContain('(2 problems)');
  });

  it('fails a folder without an assembly', () => {
    expect(() => readAssembly('/nonexistent')).toThrow(
      'The assembly is incomplete: cannot read /nonexistent/manifest.json',
    );
  });
});
