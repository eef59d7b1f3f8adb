import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asObject, type JsonObject } from 'penstock-rules/json';
import type { AppStage } from '../../constructs/stage/app-stage.ts';
import { type AssemblyStack, readAssembly } from '../../deploy/assembly.ts';
import { type Preflight, preflight } from '../../deploy/preflight/preflight.ts';
import { report } from '../../deploy/preflight/report.ts';
import { stageLike, synthesizeInto } from '../constructs/synthesized.ts';
import { account, InMemoryCloud } from './in-memory-cloud.ts';

const stage: AppStage = stageLike('prod', {
  token: { issuer: 'https://auth.acme.dev', audience: 'penstock' },
  providers: { labelPrinter: 'https://printer.acme.dev/v1' },
  domain: { name: 'api.acme.dev', hostedZone: { id: 'Z0123456789', name: 'acme.dev' } },
});
const { regions } = stage;

let stacks: readonly AssemblyStack[];
beforeAll(() => {
  stacks = readAssembly(synthesizeInto(stage).outdir);
});

interface World {
  cloud: InMemoryCloud;
  stage: AppStage;
  stacks: readonly AssemblyStack[];
  keys: () => Response;
}

/** An account in which the stage can be deployed for the first time. */
let world: World;
beforeEach(() => {
  const cloud = new InMemoryCloud();
  for (const region of [...regions, 'us-east-1']) {
    cloud.region(region).resources[`AWS::SNS::Topic arn:aws:sns:${region}:${account}:penstock-alarms`] = {};
  }
  cloud.region('eu-west-1').resources['AWS::Route53::HostedZone Z0123456789'] = { Name: 'acme.dev.' };
  world = { cloud, stage, stacks, keys: () => Response.json({ keys: [{ kty: 'RSA', use: 'sig' }] }) };
});

const run = ({ cloud, keys, ...rest }: World = world): Promise<Preflight> =>
  preflight({ ...rest, cloud, fetch: async () => keys() });

const named = (name: string): AssemblyStack => {
  const found = stacks.find((stack) => stack.name === name);
  if (found === undefined) throw new Error(`No stack ${name}`);
  return found;
};

const changed = (stack: AssemblyStack, type: string, properties: JsonObject): AssemblyStack => {
  const resources = Object.entries(asObject(stack.template.Resources)).map(([id, one]) => {
    const { Type, Properties } = asObject(one);
    return [id, Type === type ? { ...asObject(one), Properties: { ...asObject(Properties), ...properties } } : one];
  });
  return { ...stack, template: { ...stack.template, Resources: Object.fromEntries(resources) } };
};

describe('preflight', () => {
  it('finds nothing in an account that has all it takes', async () => {
    expect(await run()).toMatchObject({ findings: [], imports: [], unanswered: [] });
  });

  it('finds nothing where the stage is deployed already', async () => {
    const reserved = 1000 - 330;
    world.cloud.deploy(...stacks);
    for (const region of regions) world.cloud.region(region).unreserved = reserved;

    expect(await run()).toMatchObject({ findings: [], imports: [] });
  });

  it('says in one finding that functions would move to another stack, and how they stay', async () => {
    world.cloud.deploy(...stacks);
    for (const region of regions) world.cloud.region(region).unreserved = 1000 - 330;
    const api = named('parcels-prod-api-eu-west-1');
    const all = Object.entries(asObject(api.template.Resources));
    const moving = all.filter(([, one]) => /^AWS::(Lambda::Function|Logs::LogGroup)$/.test(String(asObject(one).Type)));
    const names = new Set(moving.map(([id]) => id));
    const left = all.filter(([id]) => !names.has(id));
    const group = {
      ...api,
      name: 'parcels-prod-left-functions-eu-west-1',
      template: { Resources: Object.fromEntries(moving) },
    };
    const rest = { ...api, template: { ...api.template, Resources: Object.fromEntries(left) } };
    for (const [, one] of moving) {
      const { Type, Properties } = asObject(one);
      const { FunctionName, LogGroupName } = asObject(Properties);
      world.cloud.region('eu-west-1').resources[`${Type} ${FunctionName ?? LogGroupName}`] = {};
    }
    world.stacks = [...stacks.filter((stack) => stack !== api), rest, group];

    const { findings, imports } = await run();

    expect(imports).toEqual([]);
    expect(findings).toEqual([
      expect.objectContaining({
        what: expect.stringMatching(/^parcels-prod-\w+, parcels-prod-\w+, parcels-prod-\w+ and \d+ more$/),
        received: 'in parcels-prod-api-eu-west-1, to be moved to parcels-prod-left-functions-eu-west-1',
        fix: expect.stringContaining('`functionStacks` of the stage'),
      }),
    ]);
  });

  const seeded: readonly [string, () => void, RegExp, RegExp][] = [
    [
      'a region that is not bootstrapped',
      () => void delete world.cloud.region('eu-west-2').parameters['/cdk-bootstrap/hnb659fds/version'],
      /^Bootstrap of eu-west-2\n {4}received no parameter/,
      /npx cdk bootstrap aws:\/\/123456789012\/eu-west-2$/,
    ],
    [
      'a bootstrap that is too old',
      () => {
        world.cloud.region('eu-central-1').parameters['/cdk-bootstrap/hnb659fds/version'] = '5';
      },
      /^Bootstrap of eu-central-1\n {4}received version 5\n {4}expected version 6 or later/,
      /npx cdk bootstrap/,
    ],
    [
      'a quota of a new account',
      () => void Object.assign(world.cloud.region('eu-west-1'), { quota: 10, unreserved: 10 }),
      /^accountConcurrency of stage prod, in eu-west-1\n {4}received 10 in the account, 1000/,
      /write accountConcurrency: 10, or aws service-quotas .* --desired-value 1000$/,
    ],
    [
      'another stage that has reserved too much of the account',
      () => {
        world.cloud.region('eu-west-2').unreserved = 150;
      },
      /^Reserved concurrency in eu-west-2\n {4}received \d+ for stage prod, 850 of other functions/,
      /service-quotas request-service-quota-increase --region eu-west-2 --service-code lambda --quota-code L-B99A9384/,
    ],
    [
      'an alarm topic that is missing in one region',
      () =>
        void delete world.cloud.region('eu-west-2').resources[
          `AWS::SNS::Topic arn:aws:sns:eu-west-2:${account}:penstock-alarms`
        ],
      /^alarmTopic of stage prod, in eu-west-2\n {4}received no topic/,
      /aws sns create-topic --region eu-west-2 --name penstock-alarms$/,
    ],
    [
      'an alarm topic that is missing where the alarms of health checks are',
      () =>
        void delete world.cloud.region('us-east-1').resources[
          `AWS::SNS::Topic arn:aws:sns:us-east-1:${account}:penstock-alarms`
        ],
      /^alarmTopic of stage prod, in us-east-1\n {4}received no topic/,
      /aws sns create-topic --region us-east-1 --name penstock-alarms$/,
    ],
    [
      'a region of no API that is not bootstrapped',
      () => void delete world.cloud.region('us-east-1').parameters['/cdk-bootstrap/hnb659fds/version'],
      /^Bootstrap of us-east-1\n {4}received no parameter/,
      /npx cdk bootstrap aws:\/\/123456789012\/us-east-1$/,
    ],
    [
      'a hosted zone that is not there',
      () => void delete world.cloud.region('eu-west-1').resources['AWS::Route53::HostedZone Z0123456789'],
      /^Hosted zone Z0123456789 of stage prod\n {4}received no hosted zone\n {4}expected acme\.dev/,
      /aws route53 list-hosted-zones-by-name --dns-name acme\.dev/,
    ],
    [
      'the id of another hosted zone',
      () => {
        world.cloud.region('eu-west-1').resources['AWS::Route53::HostedZone Z0123456789'] = {
          Name: 'acme.test.',
        };
      },
      /received acme\.test\n {4}expected acme\.dev/,
      /list-hosted-zones-by-name/,
    ],
    [
      'an issuer that does not answer',
      () => {
        world.keys = () => {
          throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } });
        };
      },
      /^The issuer's keys of stage prod, at https:\/\/auth\.acme\.dev\/\.well-known\/jwks\.json\n {4}received no answer: ENOTFOUND/,
      /curl -fsS https:\/\/auth\.acme\.dev\/\.well-known\/jwks\.json/,
    ],
    [
      'an issuer without keys there',
      () => {
        world.keys = () => new Response('', { status: 404 });
      },
      /received status 404/,
      /curl/,
    ],
    [
      'an issuer whose keys sign nothing that the authorizer takes',
      () => {
        world.keys = () => Response.json({ keys: [{ kty: 'oct' }, { kty: 'RSA', use: 'enc' }] });
      },
      /received no such key among 2/,
      /mend `token`/,
    ],
    [
      'a placeholder',
      () => {
        world.stage = { ...stage, providers: { labelPrinter: 'https://printer.example.com/v1' } };
      },
      /^stage prod, providers, labelPrinter\n {4}received https:\/\/printer\.example\.com\/v1/,
      /write yours in lib\/stages\.ts$/,
    ],
    [
      'a function of somebody else that has the name',
      () => {
        world.cloud.region('eu-west-1').resources['AWS::Lambda::Function parcels-prod-createParcel'] = {};
      },
      /^AWS::Lambda::Function parcels-prod-createParcel in eu-west-1/,
      /aws --region eu-west-1 lambda delete-function --function-name parcels-prod-createParcel$/,
    ],
    [
      'a stack whose rollback failed',
      () => {
        world.cloud.deploy(named('parcels-prod-data'));
        world.cloud.region('eu-west-1').stacks['parcels-prod-data'] = {
          status: 'UPDATE_ROLLBACK_FAILED',
          terminationProtection: true,
        };
      },
      /^Stack parcels-prod-data in eu-west-1\n {4}received UPDATE_ROLLBACK_FAILED, protected/,
      /npx cdk rollback parcels-prod-data -c stage=prod$/,
    ],
    [
      'a first deployment that failed behind a protection',
      () => {
        world.cloud.region('eu-west-2').stacks['parcels-prod-api-eu-west-2'] = {
          status: 'ROLLBACK_COMPLETE',
          terminationProtection: true,
        };
      },
      /^Stack parcels-prod-api-eu-west-2 in eu-west-2\n {4}received ROLLBACK_COMPLETE, protected/,
      /aws cloudformation update-termination-protection --no-enable-termination-protection --region eu-west-2 --stack-name parcels-prod-api-eu-west-2$/,
    ],
    [
      'a stack that somebody else is deploying',
      () => {
        world.cloud.deploy(named('parcels-prod-data'));
        world.cloud.region('eu-west-1').stacks['parcels-prod-data'] = {
          status: 'UPDATE_IN_PROGRESS',
          terminationProtection: true,
        };
      },
      /received UPDATE_IN_PROGRESS/,
      /wait until it is done: aws cloudformation describe-stacks/,
    ],
    [
      'a change that needs another name',
      () => {
        world.cloud.deploy(...stacks);
        for (const region of regions) world.cloud.region(region).unreserved = 670;
        world.stacks = stacks.map((stack) =>
          stack.name === 'parcels-prod-events-eu-west-1'
            ? changed(stack, 'AWS::Events::Archive', { SourceArn: 'arn:of:another:bus' })
            : stack,
        );
        world.cloud.deploy(...stacks);
      },
      /^SourceArn of "parcels-prod" \(\w+\) in parcels-prod-events-eu-west-1/,
      /give what changes another name/,
    ],
  ];

  it.each(seeded)('finds %s, and says what mends it', async (_mistake, seed, what, fix) => {
    seed();
    const { findings } = await run();

    expect(findings).toHaveLength(1);
    const [{ what: where = '', received = '', expected = '', fix: mended = '' } = {}] = findings;
    expect(`${where}\n    received ${received}\n    expected ${expected}`).toMatch(what);
    expect(mended).toMatch(fix);
  });

  it('looks at nothing of an account that is not the one of the stage', async () => {
    world.stage = { ...world.stage, account: '210987654321' };
    world.cloud.region('eu-west-1').quota = 10;
    const { findings } = await run();

    expect(findings).toMatchObject([
      {
        what: 'account of stage prod',
        received: `${account}, which is signed in`,
        expected: '210987654321',
        fix: expect.stringContaining('sign in to 210987654321: set AWS_PROFILE'),
      },
    ]);
  });

  it.each([
    ['is the one that is signed in', { account }],
    ['is of a local stage', { account: '210987654321', local: true as const }],
  ])('finds nothing of an account that %s', async (_, more) => {
    world.stage = { ...world.stage, ...more };

    expect((await run()).findings).toEqual([]);
  });

  it('names the placeholders of a domain', async () => {
    world.stage = { ...stage, domain: { name: 'api.example.com', hostedZone: { id: 'Z0', name: 'example.com' } } };
    const places = (await run()).findings.filter(({ expected }) => expected.startsWith('a name of your own'));

    expect(places.map(({ what, received }) => [what, received])).toEqual([
      ['stage prod, domain, name', 'api.example.com'],
      ['stage prod, domain, hostedZone, name', 'example.com'],
    ]);
  });

  it('reports every finding at once, and a command for each', async () => {
    world.stage = { ...stage, providers: { labelPrinter: 'https://printer.example.org' } };
    delete world.cloud.region('eu-west-2').parameters['/cdk-bootstrap/hnb659fds/version'];
    const found = await run();

    expect(() => report('prod', found, quiet)).toThrow(
      /^Stage prod cannot be deployed yet: 2 things to mend\.(.|\n)*fix(.|\n)*fix/,
    );
  });

  it('does not refuse a local stage its examples, nor ask for the keys of the issuer that it brings', async () => {
    world.keys = () => new Response('', { status: 404 });
    world.stage = { ...stage, local: true, providers: { labelPrinter: 'https://printer.example.com/v1' } };

    expect(await run()).toMatchObject({ findings: [] });
  });

  it('goes on where AWS does not let it look, and says what was not checked', async () => {
    world.cloud.refuses = 'concurrency';

    expect(await run()).toMatchObject({ findings: [], unanswered: ['concurrency: AccessDeniedException: no right'] });
  });
});

const quiet = {
  print: () => {},
  progress: () => {},
  done: () => {},
  interactive: false,
  ask: async () => '',
  pause: async () => {},
  signal: new AbortController().signal,
};

describe('what a deleted stack kept', () => {
  it('is taken in: by its name, or by what identifies it', async () => {
    const home = world.cloud.region('eu-west-1');
    const url = `https://sqs.eu-west-1.amazonaws.com/${account}/parcels-prod-labels`;
    home.resources['AWS::DynamoDB::GlobalTable parcels-prod-parcels'] = {};
    home.resources[`AWS::SQS::Queue ${url}`] = {};
    home.secrets['parcels-prod-label-printer'] =
      'arn:aws:secretsmanager:eu-west-1:123456789012:secret:parcels-prod-label-printer-AbCdEf';
    const { findings, imports } = await run();

    expect(findings).toEqual([]);
    expect(imports.map(({ stack, name, identifier }) => [stack, name, identifier])).toEqual([
      ['parcels-prod-data', 'parcels-prod-parcels', undefined],
      ['parcels-prod-data', 'parcels-prod-label-printer', { Id: home.secrets['parcels-prod-label-printer'] }],
      ['parcels-prod-events-eu-west-1', 'parcels-prod-labels', { QueueUrl: url }],
    ]);
  });

  it('is of a stack whose first deployment failed only until the CLI deletes that one', async () => {
    const home = world.cloud.region('eu-west-1');
    home.stacks['parcels-prod-api-eu-west-1'] = { status: 'ROLLBACK_FAILED', terminationProtection: false };
    home.resources['AWS::Lambda::Function parcels-prod-createParcel'] = {};

    expect(await run()).toMatchObject({ findings: [], imports: [] });
  });
});
