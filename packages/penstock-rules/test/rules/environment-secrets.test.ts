import { describe, expect, it } from '@jest/globals';
import { environmentSecretRule } from '../../rules/environment-secrets.ts';
import { judge, type Resources, stackWith } from '../template.ts';

const withVariables = (Variables: object, type = 'AWS::Lambda::Function'): Resources => ({
  Fn: [type, { Environment: { Variables } }],
});
const found = (Variables: object) => judge(environmentSecretRule, withVariables(Variables));
const violation = (name: string) => ({
  stack: 'stack',
  logicalId: 'Fn',
  location: `Properties.Environment.Variables.${name}`,
  message: 'received a secret in plain text, expected the name of one',
  fix: 'give the function `secret.secretName`, call `secret.grantRead(fn)`, and read it at run time',
});

describe('a variable with the name of a secret', () => {
  it.each([
    ...['SECRET', 'DB_PASSWORD', 'DB_PASSWD', 'ACCESS_TOKEN', 'API_KEY', 'APIKEY', 'PRIVATE_KEY', 'PRIVATEKEY'],
    ...[
      'AWS_SECRET_ACCESS_KEY',
      'CREDENTIALS',
      'CREDENTIAL',
      'jwtSecret',
      'stripe_secret',
      'TOKEN_2',
      'TOKEN2',
      'TOKEN_12',
      'SECRETACCESS_KEY',
      'SECRET_ACCESSKEY',
    ],
  ])('fails with a value of its own: %s', (name) => {
    expect(found({ TABLE: 'orders', [name]: 'hunter2' })).toEqual([violation(name)]);
  });

  it.each([
    ['another word', { SECRETARY: 'Ada', TOKENS_TABLE: 'tokens', PASSWORDLESS: 'yes', MONKEY: 'x' }],
    ['the name or the place of one', { SECRET_NAME: 'a', TOKEN_URL: 'b', API_KEY_ID: 'c', PASSWORD_PARAMETER: 'd' }],
    ['a reference', { SECRET: { Ref: 'Secret' } }],
    ['nothing yet', { SECRET: '' }],
    ['a switch', { USE_TOKEN: 'true', NO_TOKEN: 'false' }],
    ['a number', { MAX_TOKEN: '4096' }],
    ['an ARN', { SECRET: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop' }],
    ['a path', { SECRET: '/shop/database' }],
    ['a URL', { TOKEN: 'https://issuer.example/token', API_KEY: 'http://localhost:4000' }],
  ])('may be %s', (_case, variables) => {
    expect(found(variables)).toEqual([]);
  });

  it.each([
    ['a switch and more', 'trueish'],
    ['a number and more', '1234hunter'],
    ['what begins like an ARN', 'xarn:aws'],
    ['what has a path in it', 'hunter/2'],
  ])('fails with %s', (_case, SECRET) => {
    expect(found({ SECRET })).toEqual([violation('SECRET')]);
  });

  it.each(['AWS::SecretsManager::Secret', 'AWS::SSM::Parameter'])('may hold the name of a %s of the app', (type) => {
    const stacks = [
      stackWith(withVariables({ SECRET: 'shop' })),
      stackWith({ Secret: [type, { Name: 'shop' }] }, 'data'),
    ];

    expect(judge(environmentSecretRule, {}, { stacks })).toEqual([]);
    expect(judge(environmentSecretRule, {}, { stacks: stacks.slice(0, 1) })).toHaveLength(1);
    const Queue = stackWith({ Queue: ['AWS::SQS::Queue', { Name: 'shop' }] }, 'queues');
    expect(judge(environmentSecretRule, {}, { stacks: [...stacks.slice(0, 1), Queue] })).toHaveLength(1);
  });
});

describe('a value that is a secret, whatever it is called', () => {
  it.each([
    ['one that CloudFormation resolves', '{{resolve:secretsmanager:shop:SecretString:password}}'],
    ['one of it that a join names', { 'Fn::Join': ['', ['{{resolve:ssm-secure:', { Ref: 'Name' }, '}}']] }],
    ['an access key', `AKIA${'A1B2'.repeat(4)}`],
    ['a key of Stripe', 'sk_live_abc123'],
    ['a token of GitHub', `ghp_${'a'.repeat(36)}`],
    ['a token of Slack', 'xoxb-123-abc'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMII'],
    ['a private key without a kind', '-----BEGIN PRIVATE KEY-----\nMII'],
  ])('fails: %s', (_case, value) => {
    expect(found({ CONNECTION: value })).toEqual([violation('CONNECTION')]);
  });

  it.each([
    ['a parameter that is no secret', '{{resolve:ssm:/shop/size}}'],
    ['a shorter text', 'AKIA1234'],
    ['a longer one', `AKIA${'A1B2'.repeat(4)}Z`],
    ['part of a word', `ghp_${'a'.repeat(35)}`],
    ['a certificate', '-----BEGIN CERTIFICATE-----'],
    ['a number', 5],
  ])('may be %s', (_case, value) => {
    expect(found({ CONNECTION: value })).toEqual([]);
  });

  it('is looked for in functions', () => {
    expect(judge(environmentSecretRule, withVariables({ SECRET: 'hunter2' }, 'AWS::CodeBuild::Project'))).toEqual([]);
    expect(judge(environmentSecretRule, { Fn: ['AWS::Lambda::Function'] })).toEqual([]);
  });
});
