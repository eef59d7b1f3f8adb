import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionOf, smallTemplate, type Template } from '../fixtures/template.ts';

export const regions = ['eu-west-1', 'eu-west-2', 'eu-central-1'] as const;
export type Region = (typeof regions)[number];

/** Does to the table what the body asks of it, as the function's role in its region. */
const open = `
const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID: key, AWS_REGION: own } = process.env;
exports.handler = async ({ queryStringParameters }) => {
  const { operation, input, region = own } = queryStringParameters ?? {};
  if (operation === undefined) return { statusCode: 200, body: region };
  const [service, name] = operation.includes('.') ? operation.split('.') : ['DynamoDB_20120810', operation];
  const response = await fetch(AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': service + '.' + name,
      authorization: 'AWS4-HMAC-SHA256 Credential=' + key + '/20260101/' + region + '/dynamodb/aws4_request',
    },
    body: input,
  });
  return { statusCode: response.status, body: await response.text() };
};`;

const authorizer = 'exports.handler = async () => ({});';
const handlers: Readonly<Record<string, string>> = { Open: open, Guarded: authorizer, Authorizer: authorizer };

const secret = {
  Type: 'AWS::SecretsManager::Secret',
  Properties: {
    Name: 'shared',
    GenerateSecretString: { ExcludePunctuation: true },
    ReplicaRegions: [{ Region: 'eu-west-2' }, { Region: 'eu-central-1' }],
  },
};
const parameter = {
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: '/things-stream', Type: 'String', Value: { 'Fn::GetAtt': ['Table', 'StreamArn'] } },
};

type Edit = (template: Template, region: Region) => void;

/** Stacks of three regions; the first has the table, a secret and the parameter that names the table's stream. */
export async function regionAssembly(edit: Edit = () => {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'penstock-regions-'));
  await writeRegionAssembly(folder, edit);
  return folder;
}

/** As `cdk synth` would have written it, over the one before. */
export async function writeRegionAssembly(folder: string, edit: Edit): Promise<void> {
  const files: Record<string, unknown> = {};
  for (const [name, source] of Object.entries(handlers)) {
    await mkdir(join(folder, `asset.${name}`), { recursive: true });
    await writeFile(join(folder, `asset.${name}`, 'index.cjs'), source);
    files[name] = {
      source: { path: `asset.${name}`, packaging: 'zip' },
      destinations: { here: { bucketName: 'assets', objectKey: `${name}.zip`, region: 'eu-west-1' } },
    };
  }
  for (const region of regions) {
    await writeFile(join(folder, `${region}.template.json`), JSON.stringify(templateOf(region, edit)));
    await writeFile(join(folder, `${region}.assets.json`), JSON.stringify({ version: '55.0.0', files }));
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ version: '55.0.0', artifacts: artifacts() }));
}

function templateOf(region: Region, edit: (template: Template, region: Region) => void): Template {
  const template = smallTemplate();
  const mayWriteHere = {
    Effect: 'Allow',
    Action: 'dynamodb:PutItem',
    Resource: 'arn:aws:dynamodb:eu-west-1:*:table/things',
  };
  const mayRead = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:*:*:table/things' };
  const mayReadSecret = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' };
  Object.assign(template.Resources, functionOf('Open', [mayWriteHere, mayRead, mayReadSecret]));
  const { Table, ...rest } = template.Resources;
  if (Table === undefined) throw new Error('The small template has a table.');
  Object.assign(Table.Properties, {
    Replicas: regions.map((Region) => ({ Region })),
    MultiRegionConsistency: 'STRONG',
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  if (region !== 'eu-west-1') template.Resources = rest;
  else Object.assign(template.Resources, { Secret: secret, Parameter: parameter });
  const text = JSON.stringify(template).replaceAll('{"Ref":"Table"}', '"things"');
  const here: Template = JSON.parse(text);
  const replicas = here.Resources.Table?.Properties.Replicas;
  const moved: Template = JSON.parse(text.replaceAll('eu-west-1', region));
  if (moved.Resources.Table !== undefined) moved.Resources.Table.Properties.Replicas = replicas;
  edit(moved, region);
  return moved;
}

function artifacts() {
  const stacks = regions.flatMap((region) => [
    [`${region}.assets`, { type: 'cdk:asset-manifest', properties: { file: `${region}.assets.json` } }],
    [
      region,
      {
        type: 'aws:cloudformation:stack',
        environment: `aws://unknown-account/${region}`,
        properties: { templateFile: `${region}.template.json` },
        dependencies: [`${region}.assets`, ...(region === 'eu-west-1' ? [] : ['eu-west-1'])],
      },
    ],
  ]);
  return Object.fromEntries(stacks);
}
